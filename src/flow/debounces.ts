import type { GateConfig } from './gate-config.ts';
import type { Debounce, GateKeeper, StoredGate } from './gate-types.ts';
import type { Ask } from './waiting-line.ts';

/** The debounces that are under way. */
export type Debounces = {
  readonly keeper: GateKeeper;
  readonly byKey: Map<string, Debounce>;
  /** The keys of the executions that wait for the end of their time. */
  readonly keyOf: Map<string, string>;
  /** Before this moment no time is up; `null`: there is none. */
  earliest: number | null;
};

type Limits = NonNullable<GateConfig['debounce']>;

function set(debounces: Debounces, key: string, debounce: Debounce): void {
  debounces.byKey.set(key, debounce);
  if (debounce.runs === 'last') debounces.keyOf.set(debounce.ask.id, key);
  debounces.earliest = Math.min(debounces.earliest ?? debounce.until, debounce.until);
}

export function createDebounces(stored: StoredGate['debounces'], keeper: GateKeeper): Debounces {
  const debounces: Debounces = { keeper, byKey: new Map(), keyOf: new Map(), earliest: null };
  for (const debounce of stored) set(debounces, debounce.ask.key, debounce);
  return debounces;
}

function put(debounces: Debounces, key: string, debounce: Debounce): void {
  set(debounces, key, debounce);
  debounces.keeper.putDebounce(debounce);
}

/** Until when a debounce lasts after a call at `now`. */
function extended(since: number, now: number, { delayMs, longestMs }: Limits): number {
  return Math.min(now + delayMs, since + longestMs);
}

function close(debounces: Debounces, key: string): void {
  const open = debounces.byKey.get(key);
  if (open === undefined) return;
  debounces.keyOf.delete(open.ask.id);
  debounces.byKey.delete(key);
  debounces.keeper.dropDebounce(key);
  if (debounces.byKey.size === 0) debounces.earliest = null;
}

/** Takes a call into the debounce of its key, as the one that runs when the time is up. Returns the one that it replaces. */
export function replacePending(
  debounces: Debounces,
  ask: Ask,
  { limits, now }: { limits: Limits; now: number },
): Ask | null {
  const open = debounces.byKey.get(ask.key);
  const since = open?.since ?? now;
  if (open !== undefined) debounces.keyOf.delete(open.ask.id);
  put(debounces, ask.key, { runs: 'last', ask, since, until: extended(since, now, limits) });
  return open?.runs === 'last' ? open.ask : null;
}

/** Whether the call is the first of its time. Each call makes the time longer, up to the longest. */
export function isFirstCall(debounces: Debounces, ask: Ask, { limits, now }: { limits: Limits; now: number }): boolean {
  const open = debounces.byKey.get(ask.key);
  const since = open?.since ?? now;
  put(debounces, ask.key, { runs: 'first', ask: open?.ask ?? ask, since, until: extended(since, now, limits) });
  return open === undefined;
}

/** Takes out an execution that waits for the end of its time; true if it did. */
export function leaveDebounce(debounces: Debounces, id: string): boolean {
  const key = debounces.keyOf.get(id);
  if (key !== undefined) close(debounces, key);
  return key !== undefined;
}

/** Ends the time that this call has begun, because it was not taken after all: the next one is the first. */
export function forgetFirst(debounces: Debounces, { id, key }: { id: string; key: string }): void {
  if (debounces.byKey.get(key)?.ask.id === id) close(debounces, key);
}

/** Ends what is due at this moment, and gives the executions that waited for it. */
export function takeDue(debounces: Debounces, now: number): readonly Ask[] {
  if (debounces.earliest === null || debounces.earliest > now) return [];
  const due = [...debounces.byKey].filter(([, { until }]) => until <= now);
  for (const [key] of due) close(debounces, key);
  let earliest: number | null = null;
  for (const { until } of debounces.byKey.values()) earliest = Math.min(earliest ?? until, until);
  debounces.earliest = earliest;
  return due.flatMap(([, { runs, ask }]) => (runs === 'last' ? ask : []));
}
