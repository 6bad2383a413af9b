import { DateTime } from 'luxon';
import { formatFault } from '../../engine/expression/dates/format-fault.ts';
import { isReadableFormat } from '../../engine/expression/dates/read-format.ts';
import type { JsonValue } from '../../engine/json.ts';
import { quoteText } from '../../shared/text/quote-text.ts';
import { NodeError } from '../node-error.ts';
import { parseDate } from '../values/parse-date.ts';
import { wrongValue } from '../values/wrong-value.ts';

/** How dates are read: the zone in which they are shown, their format unless it is a usual one, and the language of its names. */
export type DateReading = {
  readonly timezone: string;
  readonly format: string | undefined;
  readonly locale?: string;
};

/** Reads a date in the zone. Throws `NodeError` `date_time.not_a_date`, whose message names `field`. */
export function readDate(
  value: JsonValue | undefined,
  field: string,
  { timezone, format, locale }: DateReading,
): DateTime {
  const date =
    format === undefined
      ? parseDate(value, timezone)
      : parseAs(value, format, { zone: timezone, ...(locale === undefined ? {} : { locale }) });
  if (date?.isValid) return date.setZone(timezone);
  throw wrongValue('date_time.not_a_date', field, { expected: 'a date', got: value });
}

/** Why no date can be read in a format; `null` if one can. Timestamps (`X` and `x`) are read by this node itself. */
export function readFormatFault(format: string): string | null {
  if (format === 'X' || format === 'x') return null;
  const fault = formatFault(format, 'read');
  if (fault !== null || isReadableFormat(format)) return fault;
  return `the format ${quoteText(format)} names a part of the date more than once`;
}

/** Luxon writes timestamps (`X` and `x`) but does not read them. */
function parseAs(
  value: JsonValue | undefined,
  format: string,
  options: { readonly zone: string; readonly locale?: string },
): DateTime | null {
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return null;
  if (format === 'X') return DateTime.fromSeconds(Number(value), options);
  if (format === 'x') return DateTime.fromMillis(Number(value), options);
  const fault = readFormatFault(format);
  if (fault !== null) throw new NodeError('date_time.bad_format', `from_format: ${fault}`);
  return DateTime.fromFormat(String(value), format, options);
}
