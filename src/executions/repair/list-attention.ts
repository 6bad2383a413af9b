import { z } from 'zod';
import type { PeopleDatabase } from '../../db/client.ts';
import { storedMoment } from '../../db/stored-moment.ts';
import type { Actor } from '../../security/permissions.ts';
import { readPage } from '../../security/read-page.ts';
import type { Page } from '../../shared/pagination.ts';
import type { ExecutionDeps } from '../execution-deps.ts';
import { LIST_ATTENTION } from './attention-statements.ts';
import { type Attention, type AttentionReason, type ListAttention, REASONS } from './repair.schemas.ts';

const WHAT_TO_DO: { readonly [reason in AttentionReason]: string } = {
  outcome_unknown:
    'Look at the other side whether the effect of this node happened, and say so: POST …/nodes/{node_id}/settle. A retry from the failed node then takes it as done, or does it again.',
  undeliverable:
    'Its queue message could not be handled, however often it was delivered. Look whether effects of it happened, retry it, and settle this: POST …/settle.',
  runner_lost:
    'Each runner that had it was lost, which it may have caused itself: too much memory or computing. Look whether effects of it happened, change the workflow or retry it, and settle this: POST …/settle.',
};

const rowSchema = z
  .object({
    execution_id: z.string(),
    workflow_id: z.string(),
    workflow_name: z.string().nullable(),
    node_id: z.string().nullable(),
    node_name: z.string().nullable(),
    run_index: z.number(),
    reason: z.enum(REASONS),
    execution_status: z.string().nullable(),
    error_message: z.string().nullable(),
    noted_at: storedMoment,
    settled_at: storedMoment.nullable(),
    settled_by: z.string().nullable(),
    outcome: z.enum(['happened', 'not_happened']).nullable(),
    note: z.string().nullable(),
  })
  .transform(
    (row): Attention => ({
      ...row,
      execution_status: row.execution_status ?? 'deleted',
      what_to_do: WHAT_TO_DO[row.reason],
    }),
  );

/** A row of what needs attention, as people see it. Throws for what we never stored. */
export function toAttention(row: unknown): Attention {
  return rowSchema.parse(row);
}

const positionSchema = z.tuple([z.string(), z.string(), z.string(), z.number()]);

type Range = { readonly workspaceId: string; readonly reason: AttentionReason | null; readonly limit: number };

async function attentionAfter(
  db: PeopleDatabase,
  { workspaceId, reason, limit }: Range,
  position: z.infer<typeof positionSchema> | null,
): Promise<readonly Attention[]> {
  const place = position ?? [null, null, null, null];
  const rows = await db.sql.query(LIST_ATTENTION, [workspaceId, reason, ...place, limit]);
  return rows.map(toAttention);
}

/** What somebody has to look at in a workspace, newest first, each with what to do. Throws `cursor.*`. */
export function listAttention(
  deps: ExecutionDeps,
  { workspaceId }: Actor,
  { limit, cursor, ...given }: ListAttention,
): Promise<Page<Attention>> {
  const reason = given.reason ?? null;
  const filter = { list: 'attention', workspace_id: workspaceId, reason };
  return readPage(
    deps.cursors,
    { filter, limit, cursor, now: deps.now() },
    {
      after: (position, count) =>
        attentionAfter(
          deps.db,
          { workspaceId, reason, limit: count },
          position === null ? null : positionSchema.parse(position),
        ),
      positionOf: ({ noted_at, execution_id, node_id, run_index }) => [
        noted_at,
        execution_id,
        node_id ?? '',
        run_index,
      ],
    },
  );
}
