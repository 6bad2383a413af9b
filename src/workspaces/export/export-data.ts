import type { Attempts } from '../../attempts/attempts.repository.ts';
import type { AuditEntry } from '../../audit/audited-change.ts';
import { auditEntry } from '../../audit/audited-change.ts';
import type { Actor } from '../../security/permissions.ts';
import type { Clock } from '../../shared/clock.ts';
import type { IdSource } from '../../shared/ids.ts';
import type { ExportRepository } from './export.repository.ts';
import { exportLines } from './export-lines.ts';
import { userTables, workspaceTables } from './exported-tables.ts';

/** What exports need. */
export type ExportDeps = {
  readonly exports: ExportRepository;
  readonly noteExport: (audit: AuditEntry) => Promise<void>;
  readonly attempts: Attempts;
  readonly ids: IdSource;
  readonly now: Clock;
};

/** All that belongs to the workspace, without secrets. It is read while it is sent, so it is no picture of one moment. */
export async function exportWorkspace(deps: ExportDeps, actor: Actor): Promise<AsyncGenerator<string>> {
  const { workspaceId } = actor;
  await deps.attempts.take([{ kind: 'exports', subject: workspaceId }]);
  const now = deps.now();
  const change = { action: 'workspaces.exported', target_type: 'workspace', target_id: workspaceId } as const;
  await deps.noteExport(auditEntry(actor, { ...change, id: deps.ids(now), now }));
  return exportLines(deps.exports, { owner: workspaceId, about: 'workspace', tables: workspaceTables(), now });
}

/** All that is about a user: the account, its sessions, keys and memberships, and what the user did. */
export async function exportUser(deps: ExportDeps, user: SignedIn): Promise<AsyncGenerator<string>> {
  const { userId, ip } = user;
  await deps.attempts.take([{ kind: 'exports', subject: userId }]);
  const now = deps.now();
  await deps.noteExport({
    id: deps.ids(now),
    workspace_id: null,
    user_id: userId,
    action: 'accounts.exported',
    target_type: 'user',
    target_id: userId,
    details: {},
    ip_address: ip,
    created_at: new Date(now).toISOString(),
  });
  return exportLines(deps.exports, { owner: userId, about: 'user', tables: userTables(), now });
}

type SignedIn = { readonly userId: string; readonly ip: string | null };
