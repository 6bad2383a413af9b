/** Sixteen digits in a row, with or without a point, or an exponent: only such a number may be more than one of JavaScript. */
const LONG = /\d[\d.]{15}|\de[+-]?\d/i;

const PARTS = /^(-?\d+)\.?(\d*)(?:e([+-]?\d+))?$/i;

/** A double has so many digits, if all of them are written. */
const MOST_DIGITS = 100;

/** The JSON of a job. Whole numbers from 2^53 are BigInts; of any other that JavaScript would round there is the text. */
export function parseJob(text) {
  return LONG.test(text) ? JSON.parse(text, revive) : JSON.parse(text);
}

function revive(_key, value, { source }) {
  if (typeof value !== 'number') return value;
  const [, whole, fraction, exponent] = PARTS.exec(source);
  if (fraction === '' && exponent === undefined) return Number.isSafeInteger(value) ? value : BigInt(source);
  if (isDouble(value, whole + fraction)) return value;
  const zeros = Number(exponent ?? 0) - fraction.length;
  return zeros >= 0 ? BigInt(whole + fraction) * 10n ** BigInt(zeros) : exactNumber(source);
}

function significant(digits) {
  return digits.replace(/^[-0]+/, '').replace(/0+$/, '');
}

/** Whether digits are those of a double, however many of them are written. */
function isDouble(value, digits) {
  const { length } = significant(digits);
  if (length === 0) return true;
  if (!Number.isFinite(value) || length > MOST_DIGITS) return false;
  const [written] = value.toPrecision(length).split('e');
  return significant(written.replace('.', '')) === significant(digits);
}

/** Made anew for each number, so that nothing that code does to it outlasts its run. */
function exactNumber(text) {
  return Object.freeze({
    toString: () => text,
    toJSON: () => JSON.rawJSON(text),
    valueOf() {
      throw new RangeError(`The number ${text} would lose digits here; String(value) keeps them`);
    },
  });
}
