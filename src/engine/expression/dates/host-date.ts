const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const YEAR_FIRST = /^\D*?(\d{4,6})[-/.](\d{1,2})[-/.](\d{1,2})/;
const MONTH_FIRST = /^\D*?(\d{1,2})[-/.](\d{1,2})[-/.](\d{2,6})/;
const MONTH_NAME = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/i;
const TIME = /\d+:[\d:.]*(?:\s*(?:GMT|UTC|Z)?\s*[+-]\d{1,2}:?\d{2})?/gi;
/** The year that platforms take where a text names none. */
const NO_YEAR = '2001';

/** No date is longer, and the search for one is not linear in its length. */
export const MAX_DATE_TEXT = 200;

type Day = { readonly year: number; readonly month: number; readonly day: number };

/**
 * Milliseconds since the epoch of a text as `Date.parse` reads it; `NaN` for a text that is too long, and for a day that there
 * is not. The platform would take the 30th of February for the 2nd of March.
 */
export function parseHostDate(text: string): number {
  if (text.length > MAX_DATE_TEXT) return Number.NaN;
  const day = dayIn(text);
  return day === null || exists(day) ? Date.parse(text) : Number.NaN;
}

/** The day that a text names, in one of the forms that platforms read; `null` if it names none. */
function dayIn(text: string): Day | null {
  const ordered = YEAR_FIRST.exec(text);
  if (ordered !== null) return dayOf(ordered[1], ordered[2], ordered[3]);
  const american = MONTH_FIRST.exec(text);
  if (american !== null) return dayOf(american[3], american[1], american[2]);
  const name = MONTH_NAME.exec(text)?.[1]?.toLowerCase();
  if (name === undefined) return null;
  const [first = '', second = ''] = text.replace(TIME, ' ').match(/\d+/g) ?? [];
  const [day, year] = first.length > 2 ? [second, first] : [first, second];
  return dayOf(year, String(MONTHS.indexOf(name) + 1), day);
}

function dayOf(year = '', month = '', day = ''): Day | null {
  return day === '' ? null : { year: Number(year || NO_YEAR), month: Number(month), day: Number(day) };
}

/** Of a year in two digits and its whole number, either both are leap years or none. */
function exists({ year, month, day }: Day): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = month === 2 && !isLeap ? 28 : (LONGEST[month - 1] ?? 0);
  return day <= last;
}
