/** Why a node run was stopped: it did too much, or for too long. */
export type WorkLimit = 'node.work_limit' | 'node.time_limit';

/** Whether a failure has this code: the same work would end in the same way. */
export function isWorkLimit(code: string): code is WorkLimit {
  return code === 'node.work_limit' || code === 'node.time_limit';
}

/** Thrown where the allowance of a node run is used up. Never forgiven by lenient expressions, never tried again. */
export class WorkLimitError extends Error {
  override readonly name = 'WorkLimitError';
  readonly code: WorkLimit;

  constructor(code: WorkLimit, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Counts the work of one node run, over all of its items: expressions, our own loops, and libraries that are fenced by it. A
 * step is about what it takes to look at one value, or at 256 characters of a text.
 */
export type WorkMeter = {
  /** Takes steps off the allowance. Throws `WorkLimitError` when it is used up, or the time is. */
  spend(steps: number): void;
};

export type WorkAllowance = {
  readonly steps: number;
  /** Asked every few thousand steps: whether the time of the node run is up. Workers stop their clock while they compute. */
  readonly expired: () => boolean;
};

/** How many steps pass between two looks at the clock. */
const CLOCK_INTERVAL = 4096;

export function createWorkMeter({ steps, expired }: WorkAllowance): WorkMeter {
  let left = steps;
  let nextLook = steps - CLOCK_INTERVAL;
  return {
    spend(wanted) {
      left -= wanted;
      if (!(left >= 0)) throw new WorkLimitError('node.work_limit', 'The node takes more steps than a node run may.');
      if (left > nextLook) return;
      nextLook = left - CLOCK_INTERVAL;
      if (expired()) throw new WorkLimitError('node.time_limit', 'The node computes for longer than it may.');
    },
  };
}
