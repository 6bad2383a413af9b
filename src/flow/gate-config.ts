import type { FlowSettings, WhenFull } from '../engine/workflow.ts';
import { MAX_WAITING } from './flow-limits.ts';

/** What a gate goes by. Times in milliseconds; `null`: no such limit. */
export type GateConfig = {
  /** The version of the workflow whose settings these are; 0 for none. */
  readonly version: number;
  /** Executions at once, in all and per key. */
  readonly limit: number | null;
  readonly perKey: number | null;
  readonly rate: { readonly limit: number | null; readonly perKey: number | null; readonly windowMs: number } | null;
  readonly debounce: { readonly run: 'first' | 'last'; readonly delayMs: number; readonly longestMs: number } | null;
  /** What becomes of another execution of a key while one runs or waits; `null`: it waits, as `perKey` says. */
  readonly singleton: 'drop' | 'refuse' | null;
  readonly whenFull: WhenFull;
  readonly maxWaiting: number;
};

/** The gate of a workflow without limits. */
export const OPEN_GATE: GateConfig = {
  version: 0,
  limit: null,
  perKey: null,
  rate: null,
  debounce: null,
  singleton: null,
  whenFull: 'queue',
  maxWaiting: MAX_WAITING,
};

/** A day is as long as a debounced call waits if nothing else is said, in milliseconds. */
const LONGEST_DEBOUNCE = 24 * 60 * 60 * 1000;

function debounceOf({ debounce }: FlowSettings): GateConfig['debounce'] {
  if (debounce === undefined) return null;
  const delayMs = debounce.seconds * 1000;
  const longestMs = debounce.max_seconds === undefined ? LONGEST_DEBOUNCE : debounce.max_seconds * 1000;
  return { run: debounce.run, delayMs, longestMs: Math.max(delayMs, longestMs) };
}

/** What the settings of this version say to the gate. */
export function gateConfig(settings: FlowSettings, version: number): GateConfig {
  const { concurrency = {}, rate, singleton } = settings;
  return {
    version,
    limit: concurrency.limit ?? null,
    perKey: singleton === undefined ? (concurrency.per_key ?? null) : 1,
    rate:
      rate === undefined
        ? null
        : { limit: rate.limit ?? null, perKey: rate.per_key ?? null, windowMs: rate.window_seconds * 1000 },
    debounce: debounceOf(settings),
    singleton: singleton === undefined || singleton === 'queue' ? null : singleton,
    whenFull: settings.when_full ?? 'queue',
    maxWaiting: settings.max_waiting ?? MAX_WAITING,
  };
}
