import type { PollMessage } from '../../env.ts';
import { failPoll } from '../../polls/fail-poll.ts';
import { storePoll } from '../../polls/store-poll.ts';
import { type TakenPoll, takePoll } from '../../polls/take-poll.ts';
import { consoleLog } from '../../shared/log.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { askService } from './ask-service.ts';
import { pollExecutions } from './poll-executions.ts';

async function askTaken(deps: IntakeDeps, poll: TakenPoll): Promise<void> {
  const workflow = await deps.workflows.load(poll.workflow_id, poll.version);
  if (workflow === null) return;
  const asked = await askService({ poll, workflow, services: deps.services });
  if (asked.type === 'failed') return failPoll(deps.db, poll, asked);
  const executions = pollExecutions(deps, { poll, workflow, told: asked });
  const stored = await storePoll(deps.db, poll, { found: asked.items.length, cursor: asked.cursor, executions });
  if (stored) await deps.outbox.handOver(executions.map(({ id }) => id));
}

/**
 * Makes a poll, if nobody else has begun it. What it finds is stored together with its cursor, or not at all; then it is asked
 * for again. Throws only if it could not be begun: the queue then delivers again.
 */
export async function askPoll(deps: IntakeDeps, message: PollMessage): Promise<void> {
  const poll = await takePoll(deps.db, message);
  if (poll === null) return;
  try {
    await askTaken(deps, poll);
  } catch (error) {
    consoleLog({ level: 'error', message: 'A poll broke off; it is made again.', poll: poll.id, error });
  }
}
