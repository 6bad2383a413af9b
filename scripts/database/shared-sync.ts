/** Syncs for many callers at once. */
export type SharedSync = {
  /** Resolves when all that was written before the call is synced. Rejects once syncing has failed, and from then on always. */
  synced(): Promise<void>;
};

/**
 * While one sync is under way, whoever comes waits for the next one, which serves all of them: what is written after a sync has
 * begun may not be covered by it. A failed one is not tried again, for the system may have dropped what it could not write.
 */
export function createSharedSync(sync: () => Promise<void>): SharedSync {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  function begin(): Promise<void> {
    next = null;
    running = sync();
    return running;
  }

  return {
    synced() {
      if (running === null) return begin();
      next ??= running.then(begin);
      return next;
    },
  };
}
