import { type Numeric, numberOfText } from '../../../numbers/exact-number.ts';
import { askLuxon } from '../dates/ask-luxon.ts';
import { dateTimeValue, dateValue } from '../dates/date-values.ts';
import { parseHostDate } from '../dates/host-date.ts';
import { parseDateTime } from '../dates/parse-date-time.ts';
import type { MethodTable } from '../methods/method-table.ts';
import { type Run, scan } from '../run.ts';
import { leadingInteger, leadingNumber } from '../values/leading-number.ts';
import { optionalText, unfit } from './arguments.ts';

type Args = readonly unknown[];

/** Currency signs made of letters, which Unicode does not count as currency symbols. */
const CURRENCY_LETTERS =
  'Lek|BZ\\$|Br|KM|\\$b|\\$U|лв|R\\$|kn|Kč|kr|RD\\$|Ft|Rp|J\\$|ден|RM|MT|C\\$|B/\\.|Gs|S/\\.|zł|lei|Дин\\.|CHF|NT\\$|TT\\$|Bs|Z\\$|[LPQRS]';
const CURRENCY = new RegExp(`${CURRENCY_LETTERS}|\\p{Sc}`, 'gu');

const FALSE_TEXTS: ReadonlySet<string> = new Set(['false', 'no', '0', '']);

function withoutCurrency(run: Run, text: string): string {
  scan(run, text);
  return text.replace(CURRENCY, '');
}

function numberOrFail(method: string, number: Numeric): Numeric {
  if (Number.isNaN(number)) throw unfit(method, 'the text is not a number.');
  return number;
}

function toInt(run: Run, text: string, [radix]: Args): Numeric {
  const base = typeof radix === 'number' ? radix : undefined;
  return numberOrFail('toInt', leadingInteger(withoutCurrency(run, text), base));
}

function toFloat(run: Run, text: string): Numeric {
  if (text.includes(',')) throw unfit('toFloat', 'the decimal separator must be a point.');
  return numberOrFail('toFloat', leadingNumber(withoutCurrency(run, text)));
}

function toNumber(run: Run, text: string): Numeric {
  return numberOrFail('toNumber', numberOfText(withoutCurrency(run, text)));
}

/** A JavaScript date; without a time, it is midnight. */
function toDate(run: Run, text: string): unknown {
  scan(run, text);
  const date = new Date(parseHostDate(text));
  if (Number.isNaN(date.getTime())) throw unfit('toDate', 'the text is not a date.');
  if (!text.includes(':')) date.setHours(0, 0, 0);
  return dateValue(date);
}

function toDateTime(run: Run, text: string, [format, locale]: Args): unknown {
  const language = locale === undefined ? undefined : optionalText('toDateTime', locale, '');
  return dateTimeValue(askLuxon(() => parseDateTime(run, text, optionalText('toDateTime', format, ''), language)));
}

function isNumeric(run: Run, text: string): boolean {
  scan(run, text);
  return !text.includes(' ') && !Number.isNaN(Number(text)) && !Number.isNaN(Number.parseFloat(text));
}

/** Methods that convert a text to another type, or tell what it contains. */
export const STRING_CONVERSION: MethodTable<string> = {
  toInt,
  toWholeNumber: toInt,
  toFloat,
  toDecimalNumber: toFloat,
  toNumber,
  toBoolean: (_run, text) => text.length > 5 || !FALSE_TEXTS.has(text.toLowerCase()),
  toDate,
  toDateTime,
  isNumeric,
  isEmpty: (_run, text) => text === '',
  isNotEmpty: (_run, text) => text !== '',
  isBlank: (run, text) => {
    scan(run, text);
    return text.trim() === '';
  },
  isNotBlank: (run, text) => {
    scan(run, text);
    return text.trim() !== '';
  },
  length: (_run, text) => text.length,
};
