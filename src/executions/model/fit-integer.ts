const LARGEST = 2 ** 31 - 1;

/** The value, or the largest that an INTEGER column holds: 24.8 days in milliseconds, where a wait may last for years. */
export function fitInteger(value: number | null): number | null {
  return value === null ? null : Math.min(value, LARGEST);
}
