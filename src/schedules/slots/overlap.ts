import type { OverlapPolicy } from './schedule-policies.ts';

/** An execution of the schedule that has not ended. `held`: it is the one that is queued behind another. */
export type OpenRun = { readonly executionId: string; readonly held: boolean };

/** What becomes of the slots of a schedule that are due. */
export type Overlap = {
  readonly start: readonly number[];
  /** The slot whose execution is queued behind one that goes on. */
  readonly hold: number | null;
  readonly skip: readonly number[];
  /** The executions that are cancelled first. */
  readonly cancel: readonly string[];
};

function startFirst(slots: readonly number[]): Overlap {
  return { start: slots.slice(0, 1), hold: null, skip: slots.slice(1), cancel: [] };
}

function queueOne(slots: readonly number[], open: readonly OpenRun[]): Overlap {
  const start = open.length === 0 ? slots.slice(0, 1) : [];
  const [hold = null] = open.some(({ held }) => held) ? [] : slots.slice(start.length);
  return { start, hold, skip: slots.slice(start.length + (hold === null ? 0 : 1)), cancel: [] };
}

function cancelRunning(slots: readonly number[], open: readonly OpenRun[]): Overlap {
  const cancel = open.map(({ executionId }) => executionId);
  return { start: slots.slice(-1), hold: null, skip: slots.slice(0, -1), cancel };
}

/** Decides by the policy, for slots in order. With slots of the same moment, each stands in the way of the next one. */
export function decideOverlap(policy: OverlapPolicy, slots: readonly number[], open: readonly OpenRun[]): Overlap {
  if (slots.length === 0) return { start: [], hold: null, skip: [], cancel: [] };
  switch (policy) {
    case 'allow':
      return { start: slots, hold: null, skip: [], cancel: [] };
    case 'skip':
      return open.length === 0 ? startFirst(slots) : { start: [], hold: null, skip: slots, cancel: [] };
    case 'queue_one':
      return queueOne(slots, open);
    case 'cancel_running':
      return cancelRunning(slots, open);
  }
}
