import type { GateOwner } from '../../../durable-objects/flow-gate-calls.ts';
import { createGroupWriter, type Requests, type WriteOne } from '../../db/group-writer.ts';
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

/** What leaving needs. */
type Leave = Pick<IntakeDeps, 'db' | 'gates'>;

/** Gives back the places of executions that have ended. Never throws: a gate finds out by itself, within a minute. */
export async function leaveGates({ db, gates }: Leave, ids: readonly string[]): Promise<void> {
  try {
    const leaving = byGate(await endedGated(db, ids));
    await Promise.all(leaving.map(({ owner, ids: left }) => callGate(gates, owner, (gate) => gate.leave(left))));
  } catch (error) {
    const message = 'A gate was not told that executions have ended; it finds out by itself.';
    consoleLog({ level: 'warn', message, executions: ids, error });
  }
}

/** The length of an id in JSON. */
const ID_LENGTH = 40;

/** Gives back places one by one: those that are given back while gates are being told are told of together. */
export function createLeaving(deps: Leave, requests: Requests): WriteOne<string, boolean> {
  const write = async (ids: readonly string[]): Promise<readonly boolean[]> => {
    await leaveGates(deps, ids);
    return ids.map(() => true);
  };
  const writeAgain = async (id: string): Promise<boolean> => (await write([id])).length === 1;
  return createGroupWriter({ write, writeAgain, lengthOf: () => ID_LENGTH, requests });
}
