import { z } from 'zod';
import type { Cursors } from '../security/cursor.ts';
import type { Actor } from '../security/permissions.ts';
import { readPage } from '../security/read-page.ts';
import type { Clock } from '../shared/clock.ts';
import type { Page, PageQuery } from '../shared/pagination.ts';
import type { AuditFilter, AuditRepository, AuditScope } from './audit.repository.ts';
import type { AuditLog, ExportAuditLogs, ListAuditLogs } from './audit.schemas.ts';

export type AuditDeps = { readonly audit: AuditRepository; readonly cursors: Cursors; readonly now: Clock };

const positionSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** A filter as it was asked for. */
export function filterOf(asked: ExportAuditLogs): AuditFilter {
  return {
    action: asked.action ?? null,
    target_type: asked.target_type ?? null,
    target_id: asked.target_id ?? null,
    user_id: asked.user_id ?? null,
    created_from: asked.created_from ?? null,
    created_before: asked.created_before ?? null,
  };
}

/** What was done in the workspace, newest first. */
export function listAuditLogs(
  deps: AuditDeps,
  { workspaceId }: Actor,
  { limit, cursor, ...asked }: ListAuditLogs,
): Promise<Page<AuditLog>> {
  return readEntries(deps, { scope: { workspaceId }, filter: filterOf(asked) }, { limit, cursor });
}

/** What was done with the account of a user, newest first: sign-ins, and changes of what belongs to no workspace. */
export function listOwnAuditLogs(
  deps: AuditDeps,
  { userId }: { readonly userId: string },
  page: PageQuery,
): Promise<Page<AuditLog>> {
  return readEntries(deps, { scope: { accountOf: userId }, filter: filterOf({}) }, page);
}

function readEntries(
  { audit, cursors, now }: AuditDeps,
  { scope, filter }: { readonly scope: AuditScope; readonly filter: AuditFilter },
  { limit, cursor }: PageQuery,
): Promise<Page<AuditLog>> {
  return readPage(
    cursors,
    { filter: { list: 'audit_logs', ...scope, ...filter }, limit, cursor, now: now() },
    {
      after: (position, count) => {
        const [createdAt, id] = position === null ? [] : positionSchema.parse(position);
        const after = createdAt === undefined || id === undefined ? null : { createdAt, id };
        return audit.list(scope, { filter, after, limit: count });
      },
      positionOf: ({ created_at, id }) => [created_at, id],
    },
  );
}
