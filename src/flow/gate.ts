import { createDebounces, type Debounces, forgetFirst, leaveDebounce } from './debounces.ts';
import type { GateConfig } from './gate-config.ts';
import type { Ending, GateKeeper, StoredGate } from './gate-types.ts';
import { createPlaces, type Places } from './places.ts';
import { createStarts, type Starts } from './starts.ts';
import {
  type Ask,
  createWaitingLine,
  joinLine,
  leaveLine,
  unblockAll,
  unblockKey,
  type WaitingLine,
} from './waiting-line.ts';

/**
 * Decides which executions of a workflow may run. It has no clock: each function is told the moment, in milliseconds since the
 * epoch. What it knows it gives to its keeper at once.
 */
export type Gate = {
  config: GateConfig;
  readonly keeper: GateKeeper;
  readonly places: Places;
  readonly starts: Starts;
  readonly line: WaitingLine;
  readonly debounces: Debounces;
  /** Executions that were accepted and have to be ended without having run, by id. */
  readonly endings: Map<string, Ending>;
  /** When keys that their rate has blocked may begin again, and the earliest of these moments. */
  readonly blocked: Map<string, number>;
  unblockAt: number | null;
  /** When the rate of all keys together lets somebody in who waits; `null`: it does not have to. */
  freeAt: number | null;
};

export function createGate(stored: StoredGate, keeper: GateKeeper, config: GateConfig): Gate {
  const gate: Gate = {
    config,
    keeper,
    places: createPlaces(stored.places, keeper),
    starts: createStarts(stored.slots, keeper, () => gate.config.rate),
    line: createWaitingLine(),
    debounces: createDebounces(stored.debounces, keeper),
    endings: new Map(stored.endings.map((ending) => [ending.id, ending])),
    blocked: new Map(),
    unblockAt: null,
    freeAt: null,
  };
  for (const ask of stored.waiting) joinLine(gate.line, ask);
  return gate;
}

/** Takes other limits. Nobody who runs is stopped by them. */
export function configureGate(gate: Gate, config: GateConfig): void {
  gate.config = config;
  gate.blocked.clear();
  gate.unblockAt = null;
  unblockAll(gate.line);
}

/** An execution that has its row, held, and that the gate knows nothing of: it waits, whatever the limits. */
export function adopt(gate: Gate, ask: Ask): void {
  const { id } = ask;
  const { places, line, debounces, endings } = gate;
  if (places.get(id) !== undefined || line.asks.has(id) || debounces.keyOf.has(id) || endings.has(id)) return;
  joinLine(line, ask);
  gate.keeper.putWaiting(ask);
}

/** An execution has ended, or does not want to run any more. Repeating it changes nothing. */
export function leave(gate: Gate, id: string): void {
  const place = gate.places.remove(id);
  if (place !== undefined) unblockKey(gate.line, place.key);
  if (leaveLine(gate.line, id)) gate.keeper.dropWaiting(id);
  leaveDebounce(gate.debounces, id);
}

/** An execution that has asked was not accepted after all: it leaves, and is not the first of a debounce. */
export function withdraw(gate: Gate, asked: { readonly id: string; readonly key: string }): void {
  leave(gate, asked.id);
  forgetFirst(gate.debounces, asked);
}

/** An execution that waited has been told that it may run: its row is free. */
export function noteReleased(gate: Gate, id: string): void {
  const place = gate.places.get(id);
  if (place?.held === true) gate.places.put({ ...place, held: false });
}

/** An execution that was to be ended has ended. */
export function noteEnded(gate: Gate, id: string): void {
  if (gate.endings.delete(id)) gate.keeper.dropEnding(id);
}

/** How many executions wait, those in a debounce too. */
export function waitingCount({ line, debounces }: Gate): number {
  return line.asks.size + debounces.keyOf.size;
}

/** Whether there is nothing to look after. */
export function isIdle({ places, line, debounces, endings }: Gate): boolean {
  return places.size() + line.asks.size + debounces.byKey.size + endings.size === 0;
}

/** When something happens by itself; `null`: nothing will. */
export function nextMoment({ line, unblockAt, freeAt, debounces }: Gate): number | null {
  const waits = line.asks.size > 0 ? [unblockAt, freeAt] : [];
  const moments = [...waits, debounces.earliest].filter((moment) => moment !== null);
  return moments.length === 0 ? null : Math.min(...moments);
}
