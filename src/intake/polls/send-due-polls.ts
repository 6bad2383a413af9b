import { duePolls } from '../../polls/due-polls.ts';
import type { IntakeDeps } from '../intake-deps.ts';

/** Polls that one statement takes, and how many statements one tick runs. */
const LIMIT = 1_000;
const MAX_ROUNDS = 20;

/** Sends the polls that are due to the queue. Throws what the queue throws; they are due again soon. */
export async function sendDuePolls({ db, outbox }: Pick<IntakeDeps, 'db' | 'outbox'>): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const due = await duePolls(db, LIMIT);
    if (due.length > 0) await outbox.send(due);
    if (due.length < LIMIT) return;
  }
}
