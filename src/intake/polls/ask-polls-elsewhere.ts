import type { PollMessage } from '../../env.ts';
import { consoleLog } from '../../shared/log.ts';
import type { Elsewhere } from '../intake-deps.ts';
import { RunnerLost, type RunnerProcess } from '../runner-process.ts';

/** A process that ends takes its polls with it. They are due again soon, and then made alone, and seldom. */
async function ask(process: RunnerProcess, polls: readonly PollMessage[]): Promise<void> {
  if (polls.length === 0) return;
  try {
    const { taken }: { readonly taken: boolean } = JSON.parse(await process.call('/polls', JSON.stringify(polls)));
    if (!taken) throw new Error('The runner took none of the polls.');
  } catch (error) {
    if (!(error instanceof RunnerLost)) throw error;
    const ids = polls.map(({ poll_id }) => poll_id);
    consoleLog({ level: 'warn', message: 'A runner process ended; its polls are made again.', polls: ids });
  }
}

/** Lets other processes make the polls of a batch: those that did not come to an end before one at a time. */
export async function askPollsElsewhere({ shared, alone }: Elsewhere, messages: readonly PollMessage[]): Promise<void> {
  const trusted = messages.filter(({ suspect }) => suspect !== true);
  const suspects = messages.filter(({ suspect }) => suspect === true);
  await Promise.all([ask(shared, trusted), ...suspects.map((one) => ask(alone, [one]))]);
}
