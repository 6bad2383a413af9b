import { z } from 'zod';
import type { Cursors } from '../security/cursor.ts';
import type { Actor } from '../security/permissions.ts';
import { readPage } from '../security/read-page.ts';
import type { Clock } from '../shared/clock.ts';
import type { Page } from '../shared/pagination.ts';
import type { AuditRepository } from './audit.repository.ts';
import type { AuditLog, ListAuditLogs } from './audit.schemas.ts';

export type AuditDeps = { readonly audit: AuditRepository; readonly cursors: Cursors; readonly now: Clock };

const positionSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** What was done in the workspace, newest first. */
export function listAuditLogs(
  deps: AuditDeps,
  { workspaceId }: Actor,
  { limit, cursor, action, target_id, user_id }: ListAuditLogs,
): Promise<Page<AuditLog>> {
  const wanted = { action: action ?? null, target_id: target_id ?? null, user_id: user_id ?? null };
  return readPage(
    deps.cursors,
    { filter: { list: 'audit_logs', workspaceId, ...wanted }, limit, cursor, now: deps.now() },
    {
      after: (position, count) => {
        const [createdAt, id] = position === null ? [] : positionSchema.parse(position);
        const after = createdAt === undefined || id === undefined ? null : { createdAt, id };
        return deps.audit.list(workspaceId, { ...wanted, after, limit: count });
      },
      positionOf: ({ created_at, id }) => [created_at, id],
    },
  );
}
