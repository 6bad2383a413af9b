import type { NewExecution } from './execution-record.ts';

/** What most new executions have in common: no person behind them, no key, no parent, called by none, a whole run, at once, no gate, unwatched. */
const DEFAULTS = {
  triggeredBy: null,
  dedupeKey: null,
  parentExecutionId: null,
  retryCount: 0,
  startAt: null,
  depth: 0,
  runOptions: null,
  flowKey: null,
  watched: false,
} satisfies Partial<NewExecution>;

/** How long a dedupe key counts, unless its maker says otherwise: as long as the history of what it started. */
const DEDUPE_MS = 30 * 24 * 3_600_000;

type Defaulted = keyof typeof DEFAULTS;

/** An execution that is to be accepted. What is left out is as for a first, whole run that nobody asked for by name. */
export function newExecution(
  given: Omit<NewExecution, Defaulted | 'dedupeUntil'> & Partial<Pick<NewExecution, Defaulted | 'dedupeUntil'>>,
): NewExecution {
  return { ...DEFAULTS, dedupeUntil: given.createdAt + DEDUPE_MS, ...given };
}
