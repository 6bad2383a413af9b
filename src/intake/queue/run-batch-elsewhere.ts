import type { ExecutionMessage } from '../../env.ts';
import { failLost, handOnLost, type LostReason } from '../../executions/lifecycle/lost-executions.ts';
import { consoleLog } from '../../shared/log.ts';
import { followUpGivenUp } from '../ends/follow-up-ends.ts';
import type { Elsewhere, IntakeDeps } from '../intake-deps.ts';
import { type RunnerEnd, RunnerLost, type RunnerProcess } from '../runner-process.ts';
import { sortMessages } from './execution-messages.ts';

/** Why an execution is given up that ran alone in a process that ended. */
const REASONS: { readonly [end in RunnerEnd]: LostReason } = {
  time_limit: {
    code: 'node.time_limit',
    message: 'A node computed for so long that the process that ran it had to be ended.',
  },
  crashed: {
    code: 'node.memory_limit',
    message: 'A node used so much memory, or went so wrong in another way, that the process that ran it ended.',
  },
};

/** How many suspects share a process, and for how long it may compute without an answer, in milliseconds of CPU. */
const GROUP = 16;
const GROUP_LIMIT = 3000;

/** The answer to a batch: whether it was taken, or is to be delivered again. */
export type BatchAnswer = { readonly taken: boolean };

/** Throws `RunnerLost`, and an error for the queue to deliver again. */
async function run(process: RunnerProcess, messages: readonly ExecutionMessage[], limitMs?: number): Promise<void> {
  const { taken }: BatchAnswer = JSON.parse(await process.call('/batch', JSON.stringify(messages), limitMs));
  if (!taken) throw new Error('The runner took none of the batch.');
}

/** Calls `onLost` when the process ended. Any other error is the caller's. */
async function unlessLost(work: Promise<void>, onLost: (end: RunnerEnd) => Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof RunnerLost)) throw error;
    await onLost(error.end);
  }
}

/** Whatever a process had begun when it ended may be the reason for it, so it runs once more, away from all others. The rest goes on. */
async function runTogether(intake: IntakeDeps, process: RunnerProcess, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const messages = ids.map((id) => ({ execution_id: id, suspect: false }));
  await unlessLost(run(process, messages), async () => {
    const lost = new Set(await handOnLost(intake.db, ids));
    const message = 'A runner process ended; what it had begun runs again, away from others.';
    consoleLog({ level: 'warn', message, executions: [...lost] });
    await process.untilUp();
    await intake.outbox.send(ids.map((id) => ({ execution_id: id, suspect: lost.has(id) })));
  });
}

async function runAlone(intake: IntakeDeps, process: RunnerProcess, id: string): Promise<void> {
  await unlessLost(run(process, [{ execution_id: id, suspect: true }]), async (end) => {
    const failed = await failLost(intake.db, [id], REASONS[end]);
    consoleLog({ level: 'error', message: 'An execution was given up: it ends its process.', execution: id, end });
    await followUpGivenUp(intake, {
      ids: failed.map((one) => one.id),
      promoted: failed.filter((one) => one.promoted).map((one) => one.id),
    });
  });
}

/**
 * Most processes are ended from outside, and then none of all that they had begun is the reason: it would take minutes to run each
 * alone. So a few run together and, if their process ends as well, each alone.
 */
async function runGroup(intake: IntakeDeps, process: RunnerProcess, ids: readonly string[]): Promise<void> {
  const [first, ...others] = ids;
  if (first === undefined) return;
  if (others.length === 0) return runAlone(intake, process, first);
  const messages = ids.map((id) => ({ execution_id: id, suspect: false }));
  await unlessLost(run(process, messages, GROUP_LIMIT), async () => {
    const lost = await handOnLost(intake.db, ids);
    const message = 'A runner process ended again; each that it had begun runs alone.';
    consoleLog({ level: 'warn', message, executions: lost });
    await Promise.all(ids.map((id) => runAlone(intake, process, id)));
  });
}

function groupsOf(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / GROUP) }, (_, index) =>
    ids.slice(index * GROUP, (index + 1) * GROUP),
  );
}

/** Lets other processes run a batch: most of it together, and in small groups what was in a process that ended. */
export async function runBatchElsewhere(
  intake: IntakeDeps,
  elsewhere: Elsewhere,
  messages: readonly ExecutionMessage[],
): Promise<void> {
  const { trusted, suspects } = sortMessages(messages);
  await Promise.all([
    runTogether(intake, elsewhere.shared, trusted),
    ...groupsOf(suspects).map((ids) => runGroup(intake, elsewhere.alone, ids)),
  ]);
}
