/** A length of time: days by the calendar, and seconds by the clock (RFC 5545 §3.3.6). */
export type Length = { readonly days: number; readonly seconds: number };

const LENGTH = /^([+-]?)P(?=.)(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=.)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;

/** Reads a length of time such as `P1DT2H`; `null` for anything else. */
export function readLength(text: string): Length | null {
  const [found, sign, ...numbers] = LENGTH.exec(text) ?? [];
  if (found === undefined) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = numbers.map((number) => Number(number ?? 0));
  const direction = sign === '-' ? -1 : 1;
  return { days: direction * (7 * weeks + days), seconds: direction * (3600 * hours + 60 * minutes + seconds) };
}
