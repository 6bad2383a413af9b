import { and, asc, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { AuditEntry } from '../audit/audited-change.ts';
import type { PeopleDatabase } from '../db/client.ts';
import { violates } from '../db/database-errors.ts';
import { inTurn } from '../db/in-turn.ts';
import { DELETE_VARIABLE, INSERT_VARIABLE, UPDATE_VARIABLE } from './variable-statements.ts';
import type { Variable, VariableChange } from './variables.schemas.ts';
import { variableChanges, variables } from './variables.table.ts';

/** A variable as stored: the value of a secret one is sealed. */
export type StoredVariable = Omit<Variable, 'value'> & { readonly value: string };

/** A change of a variable with its entries in history and audit log. `null`: as it is. */
export type VariableCommit = {
  readonly variable: {
    readonly id: string;
    readonly workspace_id: string;
    readonly name: string | null;
    readonly value: string | null;
    readonly is_secret: boolean | null;
    /** Whether it has to be secret, or none, still; `null`: it does not matter. */
    readonly was_secret: boolean | null;
    readonly updated_by: string | null;
    readonly now: string;
    readonly change_id: string;
  };
  readonly audit: AuditEntry;
};

/** The variable as a change left it. `missed`: nothing was changed. `taken`: another variable has the name. */
type Stored = StoredVariable | 'missed' | 'taken';

export type VariableRepository = {
  /** All of a workspace, by name. */
  list(workspaceId: string): Promise<StoredVariable[]>;
  find(workspaceId: string, id: string): Promise<StoredVariable | null>;
  /** What became of a variable, the newest first, up to a number. Also of one that is gone. */
  changes(workspaceId: string, id: string, limit: number): Promise<VariableChange[]>;
  /** `missed`: there was no room. */
  insert(commit: VariableCommit): Promise<Stored>;
  /** `missed`: it is not there any more, or no longer as it was; so for `remove`. */
  update(commit: VariableCommit): Promise<Stored>;
  remove(commit: VariableCommit): Promise<Stored>;
};

/** As the statements give it, with moments as Postgres writes them. */
const rowSchema = z.object({
  id: z.string(),
  workspace_id: z.string(),
  name: z.string(),
  value: z.string(),
  is_secret: z.boolean(),
  updated_by: z.string().nullable(),
  created_at: z.coerce.date(),
  updated_at: z.coerce.date(),
});

function toStored(row: typeof variables.$inferSelect): StoredVariable {
  return { ...row, created_at: row.created_at.toISOString(), updated_at: row.updated_at.toISOString() };
}

export function createVariableRepository(db: PeopleDatabase): VariableRepository {
  async function committed(write: () => Promise<readonly unknown[]>): Promise<Stored> {
    try {
      const [row] = await write();
      return row === undefined ? 'missed' : toStored(rowSchema.parse(row));
    } catch (error) {
      if (violates(error, 'variables_workspace_id_name_key')) return 'taken';
      throw error;
    }
  }

  const commit = (statement: string, change: VariableCommit): Promise<Stored> =>
    committed(() => db.sql.query(statement, [JSON.stringify(change)]));

  return {
    async list(workspaceId) {
      const of = eq(variables.workspace_id, workspaceId);
      return (await db.orm.select().from(variables).where(of).orderBy(asc(variables.name))).map(toStored);
    },
    async find(workspaceId, id) {
      const of = and(eq(variables.workspace_id, workspaceId), eq(variables.id, id));
      const [row] = await db.orm.select().from(variables).where(of);
      return row === undefined ? null : toStored(row);
    },
    async changes(workspaceId, id, limit) {
      const of = and(eq(variableChanges.workspace_id, workspaceId), eq(variableChanges.variable_id, id));
      const rows = await db.orm.select().from(variableChanges).where(of).orderBy(desc(variableChanges.id)).limit(limit);
      return rows.map(({ change, name, value, is_secret, changed_by, changed_at }) => ({
        change,
        name,
        value,
        is_secret,
        changed_by,
        changed_at: changed_at.toISOString(),
      }));
    },
    insert: (change) =>
      committed(() => inTurn(db, change.variable.workspace_id, INSERT_VARIABLE, [JSON.stringify(change)])),
    update: (change) => commit(UPDATE_VARIABLE, change),
    remove: (change) => commit(DELETE_VARIABLE, change),
  };
}
