import { DAY_MS } from '../shared/clock.ts';
import { badRange } from './insights.errors.ts';

/** Days, both of them included, as `2026-11-30`. */
export type InsightRange = { readonly from: string; readonly to: string };

/** A range of rows of one span. */
export type SpanRange = { readonly span: 'day' | 'month'; readonly low: string; readonly high: string };

const DEFAULT_DAYS = 30;

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function plusDays(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * DAY_MS);
}

/** The range that is asked for, up to today and thirty days long unless it says otherwise. Throws `insights.range_refused`. */
export function readRange(
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
  { now, maxDays }: { readonly now: number; readonly maxDays: number },
): InsightRange {
  const to = asked.to ?? dayOf(now);
  const from = asked.from ?? plusDays(to, 1 - DEFAULT_DAYS);
  if (from > to) throw badRange('The range begins after it ends.');
  if (from < plusDays(to, 1 - maxDays)) throw badRange(`The range has more than ${maxDays} days.`);
  return { from, to };
}

function firstOfMonth(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

function nextMonth(day: string): string {
  return firstOfMonth(plusDays(firstOfMonth(day), 31));
}

/** The range as whole months and the days around them, so that a year of many workflows has few rows. */
export function spansOf({ from, to }: InsightRange): readonly SpanRange[] {
  const firstMonth = from === firstOfMonth(from) ? from : nextMonth(from);
  const endOfMonths = firstOfMonth(plusDays(to, 1));
  if (firstMonth >= endOfMonths) return [{ span: 'day', low: from, high: to }];
  const spans: readonly SpanRange[] = [
    { span: 'day', low: from, high: plusDays(firstMonth, -1) },
    { span: 'month', low: firstMonth, high: firstOfMonth(plusDays(endOfMonths, -1)) },
    { span: 'day', low: endOfMonths, high: to },
  ];
  return spans.filter(({ low, high }) => low <= high);
}
