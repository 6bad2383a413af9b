/** How many calls of an invocation are made at once, and how many at all: the platform gives it 10,000 for everything. */
const QUICK_CALLS = 2000;
const MOST_CALLS = 5000;

/** How long each execution waits before a further call, in milliseconds. */
const SLOW_PAUSE = 2000;

/** What an invocation may spend on those who watch, so that they take no calls away from what runs. */
export type CallBudget = {
  /** Spends a call. How long to wait before it is made, in milliseconds; `null`: there are no more. */
  spend(): number | null;
};

export function createCallBudget(): CallBudget {
  let calls = 0;
  return {
    spend() {
      calls += 1;
      if (calls > MOST_CALLS) return null;
      return calls > QUICK_CALLS ? SLOW_PAUSE : 0;
    },
  };
}
