import { and, desc, eq, getTableColumns, inArray, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { AuditEntry } from '../audit/audited-change.ts';
import type { PeopleDatabase } from '../db/client.ts';
import type { Role } from '../security/permissions.ts';
import { isUuid } from '../shared/ids.ts';
import { sharedRoles } from './credential-roles.ts';
import {
  CREDENTIAL_USAGE,
  DELETE_CREDENTIAL,
  INSERT_CREDENTIAL,
  NOTE_CREDENTIAL,
  REPLACE_CREDENTIAL,
  UPDATE_CREDENTIAL,
} from './credential-statements.ts';
import { type CredentialSummary, type CredentialUsage, credentialUsageSchema } from './credentials.schemas.ts';
import { credentials } from './credentials.table.ts';
import { shownHosts } from './hosts/hosts-of-credential.ts';
import { type ConnectionStatus, toConnection } from './oauth/connection.schemas.ts';

export type StoredCredential = CredentialSummary & { readonly data: string };

type Columns = Pick<CredentialSummary, 'name' | 'description' | 'min_role'> & {
  readonly id: string;
  readonly workspace_id: string;
  readonly now: string;
};

/** A credential to store with its audit entry; `data` is sealed. */
type CredentialInsert = {
  readonly credential: Columns & {
    readonly created_by: string | null;
    readonly type: string;
    readonly data: string;
    readonly allowed_hosts: readonly string[];
    readonly connection: ConnectionStatus | null;
  };
  readonly audit: AuditEntry;
};

/** The same for a change. `null` leaves data or hosts as they are; other data begin without tokens. */
type CredentialUpdate = {
  readonly credential: Columns & {
    readonly data: string | null;
    readonly connection: ConnectionStatus | null;
    readonly allowed_hosts: readonly string[] | null;
    /** The hosts that the change was made from; `null`: whatever they are by now. */
    readonly expected_hosts: readonly string[] | null;
  };
  readonly audit: AuditEntry;
};
type CredentialDeletion = {
  readonly credential: { readonly id: string; readonly workspace_id: string; readonly force: boolean };
  readonly audit: AuditEntry;
};

type CredentialNote = {
  readonly credential: { readonly id: string; readonly workspace_id: string };
  readonly audit: AuditEntry;
};

const deletionSchema = z.object({ deleted: z.boolean(), workflow_ids: z.array(z.string()) });
/** Whether it was deleted, and which workflows use or used it. */
type DeletionResult = z.infer<typeof deletionSchema>;

type CredentialFilter = {
  readonly type?: string | undefined;
  /** Credentials for these least roles. */
  readonly roles: readonly Role[];
  readonly after: string | null;
  readonly limit: number;
};

export type CredentialRepository = {
  find(workspaceId: string, id: string): Promise<StoredCredential | null>;
  list(workspaceId: string, filter: CredentialFilter): Promise<CredentialSummary[]>;
  /** Those of the ids that are credentials of the workspace, shared with the role. */
  known(
    at: { readonly workspaceId: string; readonly role: Role },
    ids: readonly string[],
  ): Promise<ReadonlySet<string>>;
  insert(change: CredentialInsert): Promise<void>;
  /** Whether it was still there, with the hosts that were expected. */
  update(change: CredentialUpdate): Promise<boolean>;
  remove(change: CredentialDeletion): Promise<DeletionResult>;
  /** Writes into the audit log what was done with a credential; whether it was still there. */
  note(act: CredentialNote): Promise<boolean>;
  /** The workflows that name a credential. */
  usage(workspaceId: string, id: string): Promise<CredentialUsage[]>;
};

const { data, tokens, token_generation, refresh_lease, refresh_lease_until, ...summaryColumns } =
  getTableColumns(credentials);

type SummaryRow = Pick<typeof credentials.$inferSelect, keyof typeof summaryColumns>;

function toSummary(row: SummaryRow): CredentialSummary {
  const {
    connected_at,
    connected_by,
    connection_details,
    reconnect_reason,
    reconnect_since,
    tokens_expire_at,
    ...rest
  } = row;
  return {
    ...rest,
    allowed_hosts: [...shownHosts(row.type, row.allowed_hosts)],
    connection: toConnection(row),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    last_used_at: row.last_used_at?.toISOString() ?? null,
  };
}

/** Stores credentials, and what is done with them. */
function createActs(db: PeopleDatabase): Pick<CredentialRepository, 'insert' | 'update' | 'note' | 'usage'> {
  return {
    insert: async (change) => {
      await db.sql.query(INSERT_CREDENTIAL, [JSON.stringify(change)]);
    },
    update: async (change) => {
      const statement = change.credential.data === null ? UPDATE_CREDENTIAL : REPLACE_CREDENTIAL;
      return (await db.sql.query(statement, [JSON.stringify(change)])).length === 1;
    },
    note: async (act) => (await db.sql.query(NOTE_CREDENTIAL, [JSON.stringify(act)])).length === 1,
    usage: async (workspaceId, id) =>
      z.array(credentialUsageSchema).parse(await db.sql.query(CREDENTIAL_USAGE, [workspaceId, id])),
  };
}

function createChanges(db: PeopleDatabase): Pick<CredentialRepository, 'update' | 'remove'> {
  async function update(change: CredentialUpdate): Promise<boolean> {
    const statement = change.credential.data === null ? UPDATE_CREDENTIAL : REPLACE_CREDENTIAL;
    const rows = await db.sql.query(statement, [JSON.stringify(change)]);
    return rows.length === 1;
  }

  async function remove(change: CredentialDeletion): Promise<DeletionResult> {
    const [row] = await db.sql.query(DELETE_CREDENTIAL, [JSON.stringify(change)]);
    return deletionSchema.parse(row);
  }

  return { update, remove };
}

export function createCredentialRepository(db: PeopleDatabase): CredentialRepository {
  async function find(workspaceId: string, id: string): Promise<StoredCredential | null> {
    const [row] = await db.orm
      .select({ ...summaryColumns, data })
      .from(credentials)
      .where(and(eq(credentials.workspace_id, workspaceId), eq(credentials.id, id)));
    if (row === undefined) return null;
    const { data: sealed, ...summary } = row;
    return { ...toSummary(summary), data: sealed };
  }

  async function list(
    workspaceId: string,
    { type, roles, after, limit }: CredentialFilter,
  ): Promise<CredentialSummary[]> {
    const ofType = type === undefined ? undefined : eq(credentials.type, type);
    const start = after === null ? undefined : lt(credentials.id, after);
    const rows = await db.orm
      .select(summaryColumns)
      .from(credentials)
      .where(and(eq(credentials.workspace_id, workspaceId), ofType, inArray(credentials.min_role, [...roles]), start))
      .orderBy(desc(credentials.id))
      .limit(limit);
    return rows.map(toSummary);
  }

  const known: CredentialRepository['known'] = async ({ workspaceId, role }, ids) => {
    const uuids = ids.filter(isUuid);
    if (uuids.length === 0) return new Set();
    const rows = await db.orm
      .select({ id: credentials.id })
      .from(credentials)
      .where(
        and(
          eq(credentials.workspace_id, workspaceId),
          inArray(credentials.id, uuids),
          inArray(credentials.min_role, [...sharedRoles(role)]),
        ),
      );
    return new Set(rows.map(({ id }) => id));
  };

  return { ...createActs(db), ...createChanges(db), find, list, known };
}
