/** A source of the present moment, in milliseconds since the Unix epoch. Passed in, so that time can be fixed in tests. */
export type Clock = () => number;

/** The wall clock of the runtime. On Workers it stands still between I/O operations. */
export function systemClock(): number {
  return Date.now();
}

/** A day in milliseconds, where no zone makes one longer or shorter. */
export const DAY_MS = 86_400_000;
