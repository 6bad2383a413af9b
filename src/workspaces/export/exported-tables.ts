import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import * as schema from '../../db/schema.ts';
import { isSecretColumn } from './secret-columns.ts';

/** A table of which an export has rows, those of one owner. `key`: the columns by which it goes through them, with their types. */
export type ExportedTable = {
  readonly name: string;
  readonly columns: readonly string[];
  /** What stands behind FROM, where the table is `t`, and the owner's rows in it; `$1` is the owner. */
  readonly from: string;
  readonly owned: string;
  readonly key: readonly { readonly column: string; readonly type: string }[];
};

/** Tables of a workspace that no export has, each with its reason. Everything else that has a `workspace_id` is exported. */
export const NOT_EXPORTED: { readonly [table: string]: string } = {
  dedupe_keys: 'digests of values that a node has seen',
  dedupe_marks: 'the last value that a node has seen',
  dedupe_runs: 'answers to a node, repeated only after a crash',
  execution_calls: 'what executions hand to one another until they end; their node runs have it',
  execution_dedupe: 'which delivery started which execution; the execution has it',
  execution_values: 'the metadata of executions, one by one; the execution has them',
  execution_waits: 'what executions wait for; their node runs have it',
  executions_to_forget: 'what is forgotten within minutes; it is not exported for the same reason',
  failure_reports: 'failures that are just being told to an error workflow',
  schedule_runs: 'which slot started which execution; the execution has it',
  workspace_keys: 'wrapped keys, of no use outside',
};

type Described = ReturnType<typeof getTableConfig>;

const TABLES: readonly Described[] = Object.values(schema)
  .filter((value) => is(value, PgTable))
  .map((table) => getTableConfig(table));

/** What is big is gone through as its index has it: by moment, then id. */
function keyOf({ columns, primaryKeys }: Described): ExportedTable['key'] {
  const together = new Set(primaryKeys.flatMap((key) => key.columns.map(({ name }) => name)));
  const primary = columns.filter((column) => column.primary || together.has(column.name));
  const ordered = primary.sort((a, b) => Number(b.name === 'created_at') - Number(a.name === 'created_at'));
  return ordered.map((column) => ({ column: `t.${column.name}`, type: column.getSQLType() }));
}

function exported(table: Described, changes: Pick<ExportedTable, 'owned'> & Partial<ExportedTable>): ExportedTable {
  const { name, columns } = table;
  const shown = columns.map((column) => column.name).filter((column) => !isSecretColumn(name, column));
  return { name, columns: shown, from: `${name} t`, key: keyOf(table), ...changes };
}

function named(name: string): Described[] {
  return TABLES.filter((table) => table.name === name);
}

function having(column: string): Described[] {
  return TABLES.filter(
    ({ name, columns }) => !(name in NOT_EXPORTED) && columns.some(({ name: one }) => one === column),
  );
}

/** The node runs go by the index of the executions that they belong to. */
const NODE_RUNS: Partial<ExportedTable> = {
  from: 'executions e JOIN node_executions t ON t.execution_id = e.id AND t.created_at = e.created_at',
  key: [
    { column: 'e.created_at', type: 'timestamptz' },
    { column: 'e.id', type: 'uuid' },
    { column: 't.id', type: 'uuid' },
  ],
};

/** All that belongs to a workspace. */
export function workspaceTables(): readonly ExportedTable[] {
  return [
    ...named('workspaces').map((table) => exported(table, { owned: 't.id = $1::uuid' })),
    ...having('workspace_id').map((table) => exported(table, { owned: 't.workspace_id = $1::uuid' })),
    ...named('workflow_versions').map((table) =>
      exported(table, { owned: 't.workflow_id IN (SELECT id FROM workflows WHERE workspace_id = $1::uuid)' }),
    ),
    ...named('node_executions').map((table) => exported(table, { owned: 'e.workspace_id = $1::uuid', ...NODE_RUNS })),
  ];
}

/** All that is about a user, in whatever workspace. What the user made there belongs to the workspace. */
export function userTables(): readonly ExportedTable[] {
  return [
    ...named('users').map((table) => exported(table, { owned: 't.id = $1::uuid' })),
    ...having('user_id').map((table) => exported(table, { owned: 't.user_id = $1::uuid' })),
    ...named('invitations').map((table) => exported(table, { owned: 't.invited_by = $1::uuid' })),
  ];
}
