const NUMERIC = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const WHOLE = /^[+-]?\d+$/;
/** No number that people write is longer, and large whole numbers take more than linear time to read. */
const MAX_LENGTH = 100;

/**
 * The number that a text is, written in decimal digits with or without a sign, a point, an exponent, leading zeros and white
 * space around it; `undefined` for any other text. A whole number keeps all of its digits.
 */
export function numberOfText(text: string): number | bigint | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const trimmed = text.trim();
  if (!NUMERIC.test(trimmed)) return undefined;
  const number = Number(trimmed);
  return Number.isSafeInteger(number) || !WHOLE.test(trimmed) ? number : BigInt(trimmed.replace('+', ''));
}
