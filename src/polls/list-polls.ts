import type { Actor } from '../security/permissions.ts';
import type { PollDeps } from './poll-deps.ts';
import { workflowOfPollNotFound } from './polls.errors.ts';
import type { StoredPoll } from './polls.repository.ts';
import type { PollView } from './polls.schemas.ts';

function showPoll(poll: StoredPoll): PollView {
  const { id, workflow_id, node_id, every_minutes, found_count, failures } = poll;
  const { last_error_code: code, last_error_message: message } = poll;
  return {
    id,
    workflow_id,
    node_id,
    every_minutes,
    next_poll_at: poll.next_poll_at.toISOString(),
    last_polled_at: poll.last_polled_at?.toISOString() ?? null,
    last_found_at: poll.last_found_at?.toISOString() ?? null,
    found_count,
    failures,
    last_error: code === null ? null : { code, message: message ?? '' },
  };
}

/** The polling triggers that a workflow runs; none while its triggers are off. Throws `workflows.not_found`. */
export async function listPolls(deps: PollDeps, actor: Actor, workflowId: string): Promise<PollView[]> {
  const workflow = await deps.workflows.find(actor.workspaceId, workflowId);
  if (workflow === null) throw workflowOfPollNotFound();
  return (await deps.polls.listOf(actor.workspaceId, workflowId)).map(showPoll);
}
