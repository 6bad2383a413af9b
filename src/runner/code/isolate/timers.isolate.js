import { platformClearTimeout, platformSetTimeout } from './harden.isolate.js';

/** `setTimeout` and `clearTimeout` of one run. What a callback throws fails the run by `onError`. */
export function createTimers(guard, onError) {
  return {
    setTimeout(callback, delay, ...values) {
      if (typeof callback !== 'function') throw new TypeError('setTimeout takes a function');
      return platformSetTimeout(() => {
        guard.resume();
        try {
          callback(...values);
        } catch (error) {
          onError(error);
        }
      }, Number(delay) || 0);
    },
    clearTimeout(timer) {
      if (typeof timer === 'number') platformClearTimeout(timer);
    },
  };
}
