import { holdingGates } from '../../executions/lifecycle/held-executions.ts';
import { inGroups } from '../../shared/in-groups.ts';
import { consoleLog } from '../../shared/log.ts';
import { callGate } from '../flow-gates.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { ROW_PATIENCE } from './serve-gate.ts';

/** Gates that are woken at the same time. */
const CONCURRENCY = 10;

/** Wakes the gates that have held executions for long, in case they do not know of them. */
export async function wakeGates(deps: IntakeDeps): Promise<void> {
  const owners = await holdingGates(deps.db, ROW_PATIENCE / 1000);
  await inGroups(owners, CONCURRENCY, async (owner) => {
    try {
      await callGate(deps.gates, owner, (gate) => gate.wake(owner));
    } catch (error) {
      consoleLog({ level: 'warn', message: 'A gate was not woken; the next sweep tries again.', gate: owner, error });
    }
  });
}
