import type { NewExecution } from './execution-record.ts';

/** What most new executions have in common: no person behind them, no key, no parent, called by none, a whole run, no gate. */
const DEFAULTS = {
  triggeredBy: null,
  dedupeKey: null,
  parentExecutionId: null,
  retryCount: 0,
  depth: 0,
  runOptions: null,
  flowKey: null,
} satisfies Partial<NewExecution>;

type Defaulted = keyof typeof DEFAULTS;

/** An execution that is to be accepted. What is left out is as for a first, whole run that nobody asked for by name. */
export function newExecution(
  given: Omit<NewExecution, Defaulted> & Partial<Pick<NewExecution, Defaulted>>,
): NewExecution {
  return { ...DEFAULTS, ...given };
}
