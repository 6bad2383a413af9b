import type { PollMessage } from '../../env.ts';
import { inParallel } from '../../shared/in-parallel.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { askPoll } from './ask-poll.ts';

/** Polls that are made at the same time: a Worker has six connections at once, and time that is spent waiting for one counts. */
const AT_ONCE = 6;

/** Polls of one invocation, which may compute for so long and no longer. */
const MOST_POLLS = 30;

/** Makes the polls of a batch, a few at a time, so that a slow service holds up no other. What is too much goes to another batch. */
export async function askPolls(deps: IntakeDeps, messages: readonly PollMessage[]): Promise<void> {
  await deps.outbox.sendQuietly(messages.slice(MOST_POLLS));
  await inParallel(messages.slice(0, MOST_POLLS), AT_ONCE, (message) => askPoll(deps, message));
}
