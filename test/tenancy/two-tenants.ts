import { createHash } from 'node:crypto';
import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';
import { migrate } from '../../scripts/database/migrate.ts';
import { loadMigrations } from '../../scripts/database/migrations.ts';
import { MIGRATIONS } from '../../scripts/support/paths.ts';
import { read, walledTables } from './walled-tables.ts';

export type Tenant = 'A' | 'B';

/** The id of a tenant's only row of a table. */
export function idOf(table: string, tenant: Tenant): string {
  const hex = createHash('sha256').update(`${table}.${tenant}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The tables that columns lead to. */
const LINKS: { readonly [column: string]: string } = {
  workspace_id: 'workspaces',
  user_id: 'users',
  owner_id: 'users',
  invited_by: 'users',
  workflow_id: 'workflows',
  execution_id: 'executions',
  called_execution_id: 'executions',
  root_execution_id: 'executions',
  credential_id: 'credentials',
  session_id: 'sessions',
  schedule_id: 'schedules',
  run_id: 'retention_runs',
  alert_id: 'alerts',
  firing_id: 'alert_firings',
};

export type Column = { readonly name: string; readonly type: string; readonly allowed: string | undefined };

const COLUMNS = `SELECT a.attname, format_type(a.atttypid, NULL),
  (SELECT (regexp_match(pg_get_constraintdef(c.oid), 'ARRAY\\[''([^'']+)'''))[1] FROM pg_constraint c
    WHERE c.conrelid = a.attrelid AND c.contype = 'c' AND c.conkey = ARRAY[a.attnum] LIMIT 1)
FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped
  AND ((a.attnotnull AND NOT a.atthasdef) OR a.attname = ANY($2::text[]))
ORDER BY a.attnum`;

/** What a row of a table has to say. A new table needs nothing here, unless its columns are of a new kind. */
export async function columnsOf(database: DatabaseAdapter, table: string): Promise<readonly Column[]> {
  const rows = await read(database, COLUMNS, [table, `{${Object.keys(LINKS).join(',')}}`]);
  return rows.map(([name, type, allowed]) => ({
    name: String(name),
    type: String(type),
    allowed: allowed ?? undefined,
  }));
}

const BY_TYPE: { readonly [type: string]: string } = {
  'timestamp with time zone': '2026-11-15T00:00:00Z',
  date: '2026-11-15',
  integer: '1',
  bigint: '1',
  boolean: 'false',
  json: '{}',
  jsonb: '{}',
  'double precision': '1',
  'smallint[]': '{}',
  'integer[]': '{}',
  'bigint[]': '{}',
  'text[]': '{}',
};

function cellOf(table: string, { name, type, allowed }: Column, tenant: Tenant): string {
  const linked = LINKS[name];
  if (linked !== undefined) return idOf(linked, tenant);
  if (type === 'uuid') return idOf(table, tenant);
  return allowed ?? BY_TYPE[type] ?? `${tenant}${table}`.slice(0, 10);
}

/** The insert of a tenant's row. */
export function insertOf(table: string, columns: readonly Column[], tenant: Tenant) {
  const names = columns.map(({ name }) => name).join(', ');
  const places = columns.map(({ type }, place) => `$${place + 1}::${type}`).join(', ');
  return {
    query: `INSERT INTO ${table} (${names}) VALUES (${places})`,
    params: columns.map((column) => cellOf(table, column, tenant)),
  };
}

/** By which column a row of a table is one of a tenant, and what it holds then. */
export function linkOf(table: string, columns: readonly Column[], tenant: Tenant): { column: string; value: string } {
  const names = new Set(columns.map(({ name }) => name));
  const link = ['workspace_id', 'user_id', 'workflow_id', 'execution_id', 'firing_id'].find((name) => names.has(name));
  if (link === undefined) return { column: 'id', value: idOf(table, tenant) };
  return { column: link, value: idOf(LINKS[link] ?? table, tenant) };
}

/** Inserts what can be, until nothing waits for a row of another table. Tenants have counts of nights, which are nobody's. */
async function fill(database: DatabaseAdapter): Promise<void> {
  let waiting = [...(await walledTables(database)), 'retention_runs'];
  while (waiting.length > 0) {
    const left: string[] = [];
    for (const table of waiting) if (!(await insertBoth(database, table))) left.push(table);
    if (left.length === waiting.length) throw new Error(`No row could be made for ${left.join(', ')}.`);
    waiting = left;
  }
}

async function insertBoth(database: DatabaseAdapter, table: string): Promise<boolean> {
  const columns = await columnsOf(database, table);
  try {
    await database.transaction([insertOf(table, columns, 'A'), insertOf(table, columns, 'B')], {});
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '23503') return false;
    throw error;
  }
}

/** Brings an empty database up to date, and gives two tenants a row in each table: a workspace with its owner, and theirs. */
export async function openTwoTenants(open: () => Promise<DatabaseAdapter>): Promise<DatabaseAdapter> {
  const database = await open();
  await migrate(database, await loadMigrations(MIGRATIONS));
  await fill(database);
  return database;
}
