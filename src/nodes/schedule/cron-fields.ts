import { quoteText } from '../../shared/text/quote-text.ts';

/** A field of a cron expression: its name, its lowest and highest number, names for them, and its marks (L, W, #). */
type CronField = {
  readonly name: string;
  readonly lowest: number;
  readonly highest: number;
  readonly names: readonly string[];
  readonly special: RegExp | null;
};

const MONTHS = ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The five fields in order. */
export const CRON_FIELDS: readonly CronField[] = [
  { name: 'minute', lowest: 0, highest: 59, names: [], special: null },
  { name: 'hour', lowest: 0, highest: 23, names: [], special: null },
  { name: 'day of the month', lowest: 1, highest: 31, names: [], special: /^(?:l|lw|(?<value>\d+)w)$/i },
  { name: 'month', lowest: 1, highest: 12, names: MONTHS, special: null },
  {
    name: 'day of the week',
    lowest: 0,
    highest: 7,
    names: WEEKDAYS,
    special: /^(?<value>[a-z]{3}|\d+)(?:#(?:[1-5]|l)|l)$/i,
  },
];

const DAY_OF_WEEK = CRON_FIELDS.length - 1;

/** Why a field of an expression cannot be what it says; null if nothing is wrong with it. */
export function cronFieldFault(index: number, text: string): string | null {
  const field = CRON_FIELDS[index];
  if (field === undefined) return 'there is no such field';
  // A plus before the day of the week demands both days, that of the month and that of the week.
  const list = index === DAY_OF_WEEK ? text.replace(/^\+/, '') : text;
  return (
    list
      .split(',')
      .map((part) => partFault(field, part))
      .find((fault) => fault !== null) ?? null
  );
}

function partFault(field: CronField, part: string): string | null {
  if (part === '') return 'a part of its list is empty';
  const special = field.special?.exec(part);
  if (special !== null && special !== undefined) return valueFault(field, special.groups?.value ?? `${field.lowest}`);
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0) return `${quoteText(part)} has two steps`;
  return rangeFault(field, range) ?? (step === undefined ? null : stepFault(field, range, step));
}

function rangeFault(field: CronField, range: string): string | null {
  if (range === '*' || range === '?') return null;
  const [from = '', to, ...more] = range.split('-');
  if (more.length > 0) return `${quoteText(range)} is no range`;
  const fault = valueFault(field, from) ?? (to === undefined ? null : valueFault(field, to));
  if (fault !== null || to === undefined) return fault;
  return numberIn(field, from) > numberIn(field, to) ? `the range ${quoteText(range)} goes backwards` : null;
}

function stepFault(field: CronField, range: string, step: string): string | null {
  if (!/^\d+$/.test(step)) return `the step ${quoteText(step)} is no number`;
  if (Number(step) === 0) return 'a step of 0 leads nowhere';
  if (range !== '*' && !range.includes('-')) return `the step of ${quoteText(range)} needs * or a range before it`;
  const size = field.highest - field.lowest + 1;
  return Number(step) > size ? `the step ${step} is more than there are` : null;
}

function valueFault(field: CronField, text: string): string | null {
  if (text === '') return 'an end of its range is missing';
  const value = numberIn(field, text);
  if (Number.isNaN(value))
    return `${quoteText(text)} is no ${field.names.length > 0 ? 'number or name' : 'number'} that it takes`;
  if (value < field.lowest) return `${text} is less than ${field.lowest}`;
  return value > field.highest ? `${text} is more than ${field.highest}` : null;
}

function numberIn(field: CronField, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const value = text === '' ? -1 : field.names.indexOf(text.toLowerCase());
  return value === -1 ? Number.NaN : value;
}
