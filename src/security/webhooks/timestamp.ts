/** How far from now a timestamp may lie, and its unit. */
export type TimestampRules = {
  readonly now: number;
  readonly toleranceSeconds: number;
  readonly unit?: 'seconds' | 'milliseconds';
};

const DIGITS = /^\d{1,15}$/;
const MILLISECONDS = { seconds: 1000, milliseconds: 1 } as const;

/** Whether a timestamp is a whole number within the tolerance, which holds for the past and for the future. */
export function isTimely(text: string | null, { now, toleranceSeconds, unit = 'seconds' }: TimestampRules): boolean {
  if (text === null || !DIGITS.test(text)) return false;
  return Math.abs(now - Number(text) * MILLISECONDS[unit]) <= toleranceSeconds * 1000;
}
