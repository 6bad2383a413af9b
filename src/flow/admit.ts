import { isFirstCall, replacePending, takeDue } from './debounces.ts';
import { MAX_KEYS } from './flow-limits.ts';
import { type Gate, waitingCount } from './gate.ts';
import type { Decision, EndReason } from './gate-types.ts';
import { type Ask, joinLine, leaveLine, nextInLine, unblockKey } from './waiting-line.ts';

function keyIsFree(gate: Gate, key: string, now: number): boolean {
  const { perKey } = gate.config;
  if (perKey !== null && gate.places.ofKey(key) >= perKey) return false;
  const from = gate.starts.freeFrom(key, now);
  if (from <= now) return true;
  gate.blocked.set(key, from);
  gate.unblockAt = Math.min(gate.unblockAt ?? from, from);
  return false;
}

/** Whether the limits of all keys together let another one in; notes when they will, if that is known. */
function gateIsFree(gate: Gate, now: number): boolean {
  const { limit } = gate.config;
  gate.freeAt = null;
  if (limit !== null && gate.places.size() >= limit) return false;
  const from = gate.starts.freeFrom(null, now);
  if (from <= now) return true;
  gate.freeAt = from;
  return false;
}

function unblockDue(gate: Gate, now: number): void {
  if (gate.unblockAt === null || gate.unblockAt > now) return;
  gate.unblockAt = null;
  for (const [key, from] of gate.blocked) {
    if (from > now) {
      gate.unblockAt = Math.min(gate.unblockAt ?? from, from);
      continue;
    }
    gate.blocked.delete(key);
    unblockKey(gate.line, key);
  }
}

function take(gate: Gate, { id, key, askedAt }: Ask, { now, held }: { now: number; held: boolean }): void {
  gate.starts.add(key, now);
  gate.places.put({ id, key, askedAt, since: now, held });
}

function letIn(gate: Gate, now: number): void {
  unblockDue(gate, now);
  while (gateIsFree(gate, now)) {
    const next = nextInLine(gate.line, (key) => !keyIsFree(gate, key, now));
    if (next === null) return;
    leaveLine(gate.line, next.id);
    gate.keeper.dropWaiting(next.id);
    take(gate, next, { now, held: true });
  }
}

const LINE_FULL: Decision = { type: 'refused', reason: 'line_full', retryAfterMs: null };

function isLineFull(gate: Gate): boolean {
  return waitingCount(gate) >= gate.config.maxWaiting;
}

function turnAway(how: 'drop' | 'refuse', reason: EndReason, retryAfterMs: number | null): Decision {
  return how === 'drop' ? { type: 'dropped', reason } : { type: 'refused', reason, retryAfterMs };
}

/** After how long the rates let an execution of this key in; `null`: it is not the rates that keep it out. */
function retryAfter({ starts }: Gate, key: string, now: number): number | null {
  const from = Math.max(starts.freeFrom(null, now), starts.freeFrom(key, now));
  return from > now ? from - now : null;
}

/** What becomes of an execution that no debounce keeps. `held`: its row is written, and waits to hear from the gate. */
function arrive(gate: Gate, ask: Ask, { now, held }: { now: number; held: boolean }): Decision {
  const { singleton, whenFull } = gate.config;
  const isBusy = gate.places.ofKey(ask.key) > 0 || gate.line.perKey.has(ask.key);
  if (singleton !== null && isBusy) return turnAway(singleton, 'singleton', null);
  if (gateIsFree(gate, now) && keyIsFree(gate, ask.key, now)) {
    take(gate, ask, { now, held });
    return { type: 'admitted' };
  }
  if (whenFull !== 'queue') return turnAway(whenFull, 'full', retryAfter(gate, ask.key, now));
  if (!held && isLineFull(gate)) return LINE_FULL;
  joinLine(gate.line, ask);
  gate.keeper.putWaiting(ask);
  return { type: 'waiting' };
}

function end(gate: Gate, id: string, ending: { reason: EndReason; by: string | null; since: number }): void {
  gate.endings.set(id, { id, ...ending });
  gate.keeper.putEnding({ id, ...ending });
}

/** Of the executions whose debounce is over, those that may not run now, and may not wait, are ended. */
function endDebounces(gate: Gate, now: number): void {
  for (const ask of takeDue(gate.debounces, now)) {
    const decision = arrive(gate, ask, { now, held: true });
    if (decision.type !== 'dropped' && decision.type !== 'refused') continue;
    end(gate, ask.id, { reason: decision.reason, by: null, since: now });
  }
}

/** Lets in whoever may run by now, and ends the debounces that are over. */
export function admit(gate: Gate, now: number): void {
  letIn(gate, now);
  endDebounces(gate, now);
}

/** What the gate has said to this execution before. */
function said({ places, line, debounces, endings }: Gate, id: string): Decision | null {
  if (places.get(id) !== undefined) return { type: 'admitted' };
  if (line.asks.has(id) || debounces.keyOf.has(id)) return { type: 'waiting' };
  const ending = endings.get(id);
  return ending === undefined ? null : { type: 'dropped', reason: ending.reason };
}

function debounce(gate: Gate, ask: Ask, now: number): Decision | null {
  const limits = gate.config.debounce;
  if (limits === null) return null;
  if (limits.run === 'first') {
    return isFirstCall(gate.debounces, ask, { limits, now }) ? null : { type: 'dropped', reason: 'debounced' };
  }
  if (isLineFull(gate) && !gate.debounces.byKey.has(ask.key)) return LINE_FULL;
  const replaced = replacePending(gate.debounces, ask, { limits, now });
  if (replaced !== null) end(gate, replaced.id, { reason: 'replaced', by: ask.id, since: now });
  return { type: 'waiting' };
}

/** Whether the gate has to remember too many keys to learn another one. */
function isCrowded({ starts, debounces }: Gate, now: number): boolean {
  if (starts.keys() >= MAX_KEYS) starts.prune(now);
  return starts.keys() >= MAX_KEYS || debounces.byKey.size >= MAX_KEYS;
}

/** An execution asks whether it may run. Asked again, it hears the same. */
export function askGate(gate: Gate, ask: Ask, now: number): Decision {
  admit(gate, now);
  const before = said(gate, ask.id);
  if (before !== null) return before;
  if (isCrowded(gate, now)) return LINE_FULL;
  return debounce(gate, ask, now) ?? arrive(gate, ask, { now, held: false });
}
