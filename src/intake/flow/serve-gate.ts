import type { GateOwner } from '../../../durable-objects/flow-gate-calls.ts';
import { endHeld, type HeldState, releaseHeld } from '../../executions/lifecycle/held-executions.ts';
import { type Gate, leave, noteEnded, noteReleased } from '../../flow/gate.ts';
import type { Ending, Place } from '../../flow/gate-types.ts';
import { flowCode, flowMessage } from './flow.errors.ts';
import type { GateDeps } from './gate-deps.ts';

/** Rows that one statement changes. */
const GROUP = 500;

/** How long an execution that has asked may take to get its row, in milliseconds. */
export const ROW_PATIENCE = 60_000;

/** Whether whoever asked at this moment may still be writing the row. */
function mayStillCome(askedAt: number, now: number): boolean {
  return now - askedAt < ROW_PATIENCE;
}

function noteState(gate: Gate, { id, askedAt }: Place, { state, now }: { state: HeldState; now: number }): void {
  switch (state) {
    case 'freed':
    case 'going':
      noteReleased(gate, id);
      return;
    case 'missing':
      if (!mayStillCome(askedAt, now)) leave(gate, id);
      return;
    case 'gone':
    case 'changed':
      leave(gate, id);
  }
}

type Moment = { readonly owner: GateOwner; readonly now: number };

/** Frees the rows of those that were let in, and sends them to the queue. */
async function release({ db, outbox }: GateDeps, gate: Gate, { owner, now }: Moment): Promise<void> {
  const places = gate.places.held().slice(0, GROUP);
  if (places.length === 0) return;
  const ids = places.map(({ id }) => id);
  const states = await releaseHeld(db, { ids, shared: owner.workflowId === null });
  for (const place of places) noteState(gate, place, { state: states.get(place.id) ?? 'missing', now });
  const freed = places.filter(({ id }) => states.get(id) === 'freed');
  const messages = freed.map(({ id, key }) => ({ execution_id: id, workflow_id: owner.workflowId ?? key }));
  await outbox.sendQuietly(messages);
}

function isOver({ since }: Ending, state: HeldState, now: number): boolean {
  return state === 'changed' || state === 'gone' || !mayStillCome(since, now);
}

/** Ends the rows of those that are not to run. */
async function end({ db }: GateDeps, gate: Gate, { now }: Moment): Promise<void> {
  const endings = [...gate.endings.values()].slice(0, GROUP);
  if (endings.length === 0) return;
  const unrun = endings.map(({ id, reason, by }) => ({ id, code: flowCode(reason), message: flowMessage(reason, by) }));
  const states = await endHeld(db, unrun);
  for (const ending of endings) {
    if (isOver(ending, states.get(ending.id) ?? 'missing', now)) noteEnded(gate, ending.id);
  }
}

/** Tells the rows of executions what the gate has decided of them. What cannot be told yet stays with the gate. */
export async function serveGate(deps: GateDeps, gate: Gate, moment: Moment): Promise<void> {
  await release(deps, gate, moment);
  await end(deps, gate, moment);
}

/** Whether the gate has anything to tell. */
export function hasNews(gate: Gate): boolean {
  return gate.places.hasHeld() || gate.endings.size > 0;
}
