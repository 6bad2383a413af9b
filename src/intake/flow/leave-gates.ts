import type { GateOwner } from '../../../durable-objects/flow-gate-calls.ts';
import { type EndedGated, endedGated } from '../../executions/lifecycle/gated-executions.ts';
import { consoleLog } from '../../shared/log.ts';
import { callGate, gateName } from '../flow-gates.ts';
import type { IntakeDeps } from '../intake-deps.ts';

type Leaving = { readonly owner: GateOwner; readonly ids: string[] };

function ownersOf({
  workspace_id: workspaceId,
  workflow_id: workflowId,
  own,
  shared,
}: EndedGated): readonly GateOwner[] {
  return [...(own ? [{ workspaceId, workflowId }] : []), ...(shared ? [{ workspaceId, workflowId: null }] : [])];
}

function byGate(ended: readonly EndedGated[]): readonly Leaving[] {
  const gates = new Map<string, Leaving>();
  for (const one of ended) {
    for (const owner of ownersOf(one)) {
      const leaving = gates.get(gateName(owner)) ?? { owner, ids: [] };
      leaving.ids.push(one.id);
      gates.set(gateName(owner), leaving);
    }
  }
  return [...gates.values()];
}

/** Gives back the places of executions that have ended. Never throws: a gate finds out by itself, within a minute. */
export async function leaveGates({ db, gates }: IntakeDeps, ids: readonly string[]): Promise<void> {
  try {
    const leaving = byGate(await endedGated(db, ids));
    await Promise.all(leaving.map(({ owner, ids: left }) => callGate(gates, owner, (gate) => gate.leave(left))));
  } catch (error) {
    const message = 'A gate was not told that executions have ended; it finds out by itself.';
    consoleLog({ level: 'warn', message, executions: ids, error });
  }
}
