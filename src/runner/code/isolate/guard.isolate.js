import { now } from './harden.isolate.js';

/** Between two looks at the clock lie at most so many steps: a step may suddenly be slow. */
const MAX_STRIDE = 1024;

/**
 * Ends a run that computes for too long: `step` is called in each round of a loop and at the start of each function, and
 * throws once `limitMs` are used up, again and again. In production the clock stands still while code computes, and the
 * platform's own limit on CPU time ends the run. Local workerd has no limit on memory either, and more than about 1.4 GB
 * end the whole process: there, this is what keeps a list that grows and grows from getting so far.
 */
export function createGuard(limitMs) {
  const fault = { code: 'code.time_limit', message: `The code computed for longer than ${limitMs} ms` };
  const { promise: exhausted, resolve } = Promise.withResolvers();
  let last = now();
  let used = 0;
  let stride = 1;
  let left = 1;

  function measure() {
    const passed = now() - last;
    last += passed;
    used += passed;
    return passed;
  }

  function look() {
    const passed = measure();
    if (used > limitMs) {
      resolve();
      throw new Error(fault.message);
    }
    stride = passed === 0 ? Math.min(stride * 2, MAX_STRIDE) : Math.max(1, Math.floor(stride / passed));
    left = stride;
  }

  return {
    step() {
      left -= 1;
      if (left <= 0) look();
    },
    /** Time in which the run only waited does not count. */
    resume() {
      last = now();
    },
    /** What the last step took is found out here: it may have been a long one, such as a sort. */
    isExhausted() {
      measure();
      return used > limitMs;
    },
    exhausted,
    fault,
  };
}
