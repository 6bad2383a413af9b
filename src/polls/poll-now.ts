import { auditEntry } from '../audit/audited-change.ts';
import { assertMayStart } from '../plans/refusals.ts';
import type { Actor } from '../security/permissions.ts';
import { listPolls } from './list-polls.ts';
import type { PollDeps } from './poll-deps.ts';
import { pollNotFound } from './polls.errors.ts';
import type { PollView } from './polls.schemas.ts';

type PollChoice = { readonly workflowId: string; readonly id: string };

/** Has a polling trigger ask its service now, whatever it was to wait for. Throws `polls.not_found`, `plans.*`. */
export async function pollNow(deps: PollDeps, actor: Actor, { workflowId, id }: PollChoice): Promise<PollView> {
  await assertMayStart(deps.refusals, actor.workspaceId);
  const now = deps.now();
  const revision = await deps.polls.request({
    poll: { id, workspace_id: actor.workspaceId, workflow_id: workflowId },
    audit: auditEntry(actor, {
      id: deps.ids(now),
      now,
      action: 'polls.requested',
      target_type: 'poll',
      target_id: id,
      details: { workflow_id: workflowId },
    }),
  });
  if (revision === null) throw pollNotFound();
  await deps.sendPolls([{ poll_id: id, revision }]);
  const poll = (await listPolls(deps, actor, workflowId)).find((one) => one.id === id.toLowerCase());
  if (poll === undefined) throw pollNotFound();
  return poll;
}
