import { type Gate, waitingCount } from './gate.ts';
import type { GateConfig } from './gate-config.ts';

/** How many executions and keys a view lists of each kind. */
const LISTED = 100;

/** An execution at the gate. `since`: when it was let in, or came; in milliseconds since the epoch. */
export type SeenExecution = { readonly id: string; readonly key: string; readonly since: number };

/** What people see of a gate. The counts are of all; the lists are of the oldest. */
export type GateView = {
  readonly config: GateConfig;
  readonly running: number;
  readonly waiting: number;
  readonly keys: readonly { readonly key: string; readonly running: number; readonly waiting: number }[];
  readonly runningExecutions: readonly SeenExecution[];
  readonly waitingExecutions: readonly SeenExecution[];
};

function oldest(executions: SeenExecution[]): readonly SeenExecution[] {
  return executions.sort((a, b) => a.since - b.since).slice(0, LISTED);
}

/** The keys with the most executions. */
function busiestKeys(running: readonly SeenExecution[], waiting: readonly SeenExecution[]): GateView['keys'] {
  const counts = new Map<string, { running: number; waiting: number }>();
  for (const [list, name] of [[running, 'running'] as const, [waiting, 'waiting'] as const]) {
    for (const { key } of list) {
      const count = counts.get(key) ?? { running: 0, waiting: 0 };
      count[name] += 1;
      counts.set(key, count);
    }
  }
  const all = [...counts].map(([key, count]) => ({ key, ...count }));
  return all.sort((a, b) => b.running + b.waiting - a.running - a.waiting).slice(0, LISTED);
}

/** What a gate looks like at this moment. */
export function viewGate(gate: Gate): GateView {
  const { places, line, debounces, config } = gate;
  const pending = [...debounces.byKey.values()].flatMap(({ runs, ask }) => (runs === 'last' ? ask : []));
  const running = [...places.all()].map(({ id, key, since }) => ({ id, key, since }));
  const waiting = [...line.asks.values(), ...pending].map(({ id, key, askedAt }) => ({ id, key, since: askedAt }));
  return {
    config,
    running: running.length,
    waiting: waitingCount(gate),
    keys: busiestKeys(running, waiting),
    runningExecutions: oldest(running),
    waitingExecutions: oldest(waiting),
  };
}
