/** Tells a drive that something may have come for which its execution waits. */
export type WakeUp = {
  ring(): void;
  /** Calls the listener at each ring, and at once if there was one before anybody listened. */
  listen(listener: () => void): void;
};

export function createWakeUp(): WakeUp {
  let listener: (() => void) | null = null;
  let rung = false;
  return {
    ring() {
      if (listener === null) rung = true;
      else listener();
    },
    listen(next) {
      listener = next;
      if (rung) next();
    },
  };
}
