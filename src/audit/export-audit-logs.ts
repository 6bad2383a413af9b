import type { Actor } from '../security/permissions.ts';
import type { AuditPosition } from './audit.repository.ts';
import type { AuditLog, ExportAuditLogs } from './audit.schemas.ts';
import { type AuditDeps, filterOf } from './list-audit-logs.ts';

/** Entries that are read at once: so many are in memory, however many there are. */
const PAGE = 500;

/** All that was done in the workspace, newest first, page by page. */
export async function* exportAuditLogs(
  { audit }: Pick<AuditDeps, 'audit'>,
  { workspaceId }: Actor,
  asked: ExportAuditLogs,
): AsyncGenerator<readonly AuditLog[]> {
  const filter = filterOf(asked);
  let after: AuditPosition | null = null;
  do {
    const entries: AuditLog[] = await audit.list({ workspaceId }, { filter, after, limit: PAGE });
    yield entries;
    const last = entries.at(-1);
    after = last === undefined || entries.length < PAGE ? null : { createdAt: last.created_at, id: last.id };
  } while (after !== null);
}
