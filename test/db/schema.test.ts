import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import * as schema from '../../src/db/schema.ts';
import { testDatabase } from '../support/test-database.ts';
import { DOCUMENTED_INDEXES, DOCUMENTED_TABLES } from './documented-tables.ts';
import { readChecks, readColumns, readForeignKeys, readIndexNames } from './read-catalog.ts';

const configs = Object.values(schema)
  .filter((value) => is(value, PgTable))
  .map((table) => getTableConfig(table));

describe('the database', () => {
  it('has each table and column of the data model, with its type', async () => {
    const columns = await readColumns(testDatabase());
    const documented = Object.entries(DOCUMENTED_TABLES).flatMap(([table, types]) =>
      Object.entries(types).map(([column, type]) => `${table}.${column} ${type.toLowerCase()}`),
    );
    const actual = new Set(columns.map(({ table, column, type }) => `${table}.${column} ${type}`));
    expect(documented.filter((column) => !actual.has(column))).toEqual([]);
  });

  it('has each index of the data model', async () => {
    expect(await readIndexNames(testDatabase())).toEqual(expect.arrayContaining([...DOCUMENTED_INDEXES]));
  });
});

describe('the drizzle tables', () => {
  it('have the columns that the database has', async () => {
    const described = configs.flatMap(({ name: table, columns }) =>
      columns.map((column) => ({
        table,
        column: column.name,
        type: column.getSQLType().replace('timestamp with time zone', 'timestamptz'),
        required: column.notNull,
        defaulted: column.hasDefault,
      })),
    );
    const byName = (column: { table: string; column: string }) => `${column.table}.${column.column}`;
    const sorted = described.toSorted((a, b) => byName(a).localeCompare(byName(b)));
    const actual = await readColumns(testDatabase());
    expect(sorted).toEqual(actual.toSorted((a, b) => byName(a).localeCompare(byName(b))));
  });

  it('allow the values that the CHECK constraints allow', async () => {
    const described = configs.flatMap(({ name, columns }) =>
      columns
        .filter((column) => column.enumValues !== undefined && column.enumValues.length > 0)
        .map((column) => `${name}.${column.name}: ${column.enumValues?.join(' ')}`),
    );
    expect(described.sort()).toEqual(await readChecks(testDatabase()));
  });

  it('refer to the tables that the foreign keys refer to', async () => {
    const described = configs.flatMap(({ name, foreignKeys }) =>
      foreignKeys.map((key) => {
        const { columns, foreignTable } = key.reference();
        const from = columns.map((column) => column.name).join(',');
        return `${name}.${from} → ${getTableConfig(foreignTable).name} on delete ${key.onDelete}`;
      }),
    );
    expect(described.sort()).toEqual(await readForeignKeys(testDatabase()));
  });
});
