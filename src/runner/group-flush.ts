import type { FinishedExecution } from '../executions/flush-executions.ts';
import { jsonLength } from '../shared/json-length.ts';

/** Writes the ends of executions, as many as there are at a time in one statement. */
export type GroupFlush = {
  /** Resolves once the end is written: whether the execution was still this runner's to end. */
  flush(finished: FinishedExecution): Promise<boolean>;
};

type Waiting = {
  readonly finished: FinishedExecution;
  readonly resolve: (written: boolean) => void;
  readonly reject: (error: unknown) => void;
};

/** How many executions go into one statement, and how much JSON of theirs, in UTF-16 units: a statement takes 64 MB. */
const GROUP_SIZE = 50;
const GROUP_LENGTH = 12_000_000;

/** How many of the first make a group: one at least. */
function groupSize(waiting: readonly Waiting[]): number {
  if (waiting.length === 1) return 1;
  let length = 0;
  for (const [index, { finished }] of waiting.slice(0, GROUP_SIZE).entries()) {
    length += jsonLength(finished);
    if (index > 0 && length > GROUP_LENGTH) return index;
  }
  return GROUP_SIZE;
}

/**
 * While one statement is under way the next group gathers, so a busy runner writes many ends per round trip and an idle one
 * waits for nothing. All callers must share one Worker invocation.
 */
export function createGroupFlush(
  write: (group: readonly FinishedExecution[]) => Promise<ReadonlySet<string>>,
): GroupFlush {
  const waiting: Waiting[] = [];
  let busy = false;

  async function writeGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const written = await write(group.map((one) => one.finished));
      for (const one of group) one.resolve(written.has(one.finished.id));
    } catch (error) {
      for (const one of group) one.reject(error);
    }
  }

  async function work(): Promise<void> {
    busy = true;
    while (waiting.length > 0) await writeGroup(waiting.splice(0, groupSize(waiting)));
    busy = false;
  }

  return {
    flush(finished) {
      return new Promise((resolve, reject) => {
        waiting.push({ finished, resolve, reject });
        if (!busy) void work();
      });
    },
  };
}
