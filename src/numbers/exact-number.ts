import {
  compareDecimals,
  type Decimal,
  formatDecimal,
  isJsonNumeral,
  isNumeral,
  MAX_DIGITS,
  readDecimal,
} from './decimal.ts';

/**
 * A number that JavaScript's own would change: a whole one from 2^53, one with more digits than a double has, or one that is too
 * large or too close to 0. It keeps its text, and JSON has it as a number again.
 */
export class ExactNumber {
  readonly text: string;
  /** Read when they are first asked for: a number is compared more often than it is made. */
  #decimal: Decimal | undefined;
  #double: number | undefined;

  /** `text` is a number as JSON writes them. */
  constructor(text: string) {
    this.text = text;
    Object.freeze(this);
  }

  /** Its digits. */
  get decimal(): Decimal {
    this.#decimal ??= readDecimal(this.text);
    return this.#decimal;
  }

  /** The nearest double. */
  get double(): number {
    this.#double ??= Number(this.text);
    return this.#double;
  }

  /** The number with the other sign. */
  negated(): ExactNumber {
    return new ExactNumber(this.text.startsWith('-') ? this.text.slice(1) : `-${this.text}`);
  }

  toString(): string {
    return this.text;
  }

  /** What `JSON.stringify` asks for. A host that cannot write numbers as they are writes the text. */
  toJSON(): unknown {
    return rawJson?.(this.text) ?? this.text;
  }
}

/** A number of either kind. */
export type Numeric = number | ExactNumber;

/** The digits of a number of either kind: of a double those that JavaScript writes. */
export function decimalOf(value: Numeric): Decimal {
  return typeof value === 'number' ? readDecimal(String(value)) : value.decimal;
}

/** `JSON.rawJSON` (ECMA-262, "JSON.parse source text access"). */
type Host = typeof JSON & {
  readonly rawJSON?: (text: string) => object;
  readonly isRawJSON?: (value: unknown) => boolean;
};

const host: Host = JSON;
const { rawJSON: rawJson, isRawJSON: isRawJson } = host;

/** Whether a replacer of `JSON.stringify` is given a number that is going to be written as it is. */
export function isWritten(value: unknown): boolean {
  return isRawJson?.(value) ?? false;
}

/** A longer text than this has zeros that say nothing, and is written without them. */
const LONGEST_TEXT = 2 * MAX_DIGITS;

/** A number has more digits than there may be, or an operation would drop some. */
export class DigitsError extends Error {
  override readonly name = 'DigitsError';
}

/** Whether a value is a number that keeps its text. */
export function isExact(value: unknown): value is ExactNumber {
  return value instanceof ExactNumber;
}

/** Whether a value is a number of either kind. */
export function isNumeric(value: unknown): value is Numeric {
  return typeof value === 'number' || value instanceof ExactNumber;
}

/** So many significant digits survive in a double, whichever they are. */
const SURE_DIGITS = 15;

/** The smallest number that is kept with all of these. */
const SMALLEST = 2.3e-308;

/** Whether a number that was read of so short a text is surely what the text says. */
function isSure(text: string, number: number): boolean {
  return text.length <= SURE_DIGITS && Math.abs(number) >= SMALLEST && Number.isFinite(number);
}

/**
 * The number that a text is, written in decimal digits. It is a plain one if JavaScript would write the same number again; whole
 * numbers from 2^53 that are written without an exponent never are, for the next one may be no double. Throws `DigitsError` if it
 * is too long to be kept.
 */
export function readNumber(text: string): Numeric {
  const number = Number(text);
  return isSure(text, number) || survives(text, number) ? number : keptNumber(text);
}

const EXPONENT = /e/i;

function survives(text: string, number: number): boolean {
  if (Number.isInteger(number) && !Number.isSafeInteger(number) && !EXPONENT.test(text)) return false;
  const written = readDecimal(text);
  if (written.digits === '') return true;
  return Number.isFinite(number) && compareDecimals(readDecimal(String(number)), written) === 0;
}

function keptNumber(text: string): ExactNumber {
  const decimal = readDecimal(text);
  const { digits, exponent } = decimal;
  if (Math.max(digits.length, digits.length + exponent) > MAX_DIGITS || -exponent > MAX_DIGITS) {
    throw new DigitsError(`A number may have ${MAX_DIGITS} digits at most.`);
  }
  const isFit = text.length <= LONGEST_TEXT && isJsonNumeral(text);
  return new ExactNumber(isFit ? text : formatDecimal(decimal));
}

const OTHER_BASE = /^0(?:x[\da-f]+|o[0-7]+|b[01]+)$/i;

/** As `Number(text)`, but with all digits; `NaN` for a text that is no number. Throws `DigitsError`. */
export function numberOfText(text: string): Numeric {
  const number = Number(text);
  if (isSure(text, number) || Number.isNaN(number)) return number;
  const trimmed = text.trim();
  if (isNumeral(trimmed)) return readNumber(trimmed);
  if (Number.isSafeInteger(number) || !trimmed.startsWith('0')) return number;
  if (trimmed.length > MAX_DIGITS) throw new DigitsError(`A number may have ${MAX_DIGITS} digits at most.`);
  if (!OTHER_BASE.test(trimmed)) return number;
  return new ExactNumber(String(BigInt(trimmed)));
}

/** A double has so many digits, if all of them are written. `toPrecision` writes no more. */
const MOST_DIGITS = 100;

/**
 * The double that a number is: of an exact one, if its text is nothing but that double with more digits, such as
 * `0.10000000000000001` or `1000000000000000000`; else `undefined`.
 */
export function doubleOf(value: Numeric): number | undefined {
  if (typeof value === 'number') return value;
  const { double: number, decimal: written } = value;
  if (!Number.isFinite(number) || written.digits.length > MOST_DIGITS) return undefined;
  const again = readDecimal(number.toPrecision(Math.max(1, written.digits.length)));
  return compareDecimals(again, written) === 0 ? number : undefined;
}
