/**
 * An `AbortController` that is made when somebody first asks for its signal. Most work is over at once and listens to nothing, and
 * a controller costs more than what it would stop.
 */
export type LazyAbort = {
  readonly signal: AbortSignal;
  isAborted(): boolean;
  abort(reason?: unknown): void;
};

/** What can be stopped looks at this. */
export type LazySignal = Pick<LazyAbort, 'signal' | 'isAborted'>;

/** @param onFirstUse is called when the signal is first asked for. */
export function createLazyAbort(onFirstUse?: () => void): LazyAbort {
  let controller: AbortController | null = null;
  let aborted: { readonly reason: unknown } | null = null;
  return {
    get signal() {
      if (controller !== null) return controller.signal;
      controller = new AbortController();
      if (aborted === null) onFirstUse?.();
      else controller.abort(aborted.reason);
      return controller.signal;
    },
    isAborted: () => aborted !== null,
    abort(reason) {
      aborted ??= { reason };
      controller?.abort(reason);
    },
  };
}

/** A signal that is there already. */
export function lazily(signal: AbortSignal): LazySignal {
  return { signal, isAborted: () => signal.aborted };
}
