/** Which calls ask an address just now. */
export type CallsUnderWay = {
  /** Does the work of one call, and counts it as under way until it ends, or for as long as a call may take. */
  during<Result>(url: string, now: number, work: () => Promise<Result>): Promise<Result>;
  isAny(url: string, now: number): boolean;
};

/** A call whose request was dropped never ends: after `longestMs` milliseconds it counts no more, and is forgotten. */
export function createCallsUnderWay(longestMs: number): CallsUnderWay {
  const begins = new Map<string, Map<symbol, number>>();

  function enter(url: string, now: number): () => void {
    const call = Symbol('call');
    const calls = begins.get(url) ?? new Map<symbol, number>();
    for (const [other, began] of calls) if (began <= now - longestMs) calls.delete(other);
    begins.set(url, calls.set(call, now));
    return () => {
      calls.delete(call);
      if (calls.size === 0 && begins.get(url) === calls) begins.delete(url);
    };
  }

  return {
    async during(url, now, work) {
      const leave = enter(url, now);
      try {
        return await work();
      } finally {
        leave();
      }
    },
    isAny: (url, now) => [...(begins.get(url)?.values() ?? [])].some((began) => began > now - longestMs),
  };
}
