import type { FlowSettings } from '../../engine/workflow.ts';
import { endHeld } from '../../executions/lifecycle/held-executions.ts';
import type { Decision } from '../../flow/gate-types.ts';
import { consoleLog } from '../../shared/log.ts';
import { askGate } from '../flow/ask-gate.ts';
import { flowCode, flowMessage, flowRefused } from '../flow/flow.errors.ts';
import { gateRequest } from '../flow/gate-request.ts';
import { isLimited } from '../flow/needs-gate.ts';
import { readAsking } from '../flow/read-asking.ts';
import { callGate } from '../flow-gates.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { awaitEnd } from './await-end.ts';
import { enqueueExecution } from './enqueue-execution.ts';
import { isDuplicate } from './find-duplicate.ts';
import { runWithRow } from './run-with-row.ts';
import { startElsewhere } from './start-elsewhere.ts';
import { startFreely } from './start-freely.ts';
import type { StartRequest, StartResult } from './start-request.ts';

type Limited = { readonly request: StartRequest; readonly flow: FlowSettings; readonly priority: number };

/** An execution that its gate has let in has a row from the start, by which the gate sees whether it still runs. */
function startAdmitted(deps: IntakeDeps, request: StartRequest): Promise<StartResult> {
  if (request.waitMs === null) return enqueueExecution(deps, request);
  if (deps.elsewhere !== null) return startElsewhere(deps, deps.elsewhere, request);
  return runWithRow(deps, request, request.waitMs);
}

function ask(deps: IntakeDeps, { request, flow, priority }: Limited): Promise<Decision> {
  const { execution, workflow } = request;
  const asking = { id: execution.id, key: execution.flowKey ?? '', priority, now: deps.services.clock() };
  return askGate(deps, gateRequest(workflow, flow, asking));
}

/** The execution was not accepted: what it has at the gate goes back. If that fails, the gate finds out within two minutes. */
async function withdraw(deps: IntakeDeps, { execution }: StartRequest): Promise<void> {
  const { id, workspaceId, workflowId, flowKey } = execution;
  try {
    await callGate(deps.gates, { workspaceId, workflowId }, (gate) => gate.withdraw({ id, key: flowKey ?? '' }));
  } catch (error) {
    const message = 'A gate was not told that an execution was not accepted; it finds out by itself.';
    consoleLog({ level: 'warn', message, execution: id, error });
  }
}

function isAccepted({ type }: StartResult): boolean {
  return type !== 'duplicate' && type !== 'stale';
}

/** Lets the caller wait for the end of an execution that a gate holds. */
function awaitHeld(deps: IntakeDeps, request: StartRequest): Promise<StartResult> | StartResult {
  if (request.waitMs === null) return { type: 'accepted' };
  return awaitEnd(deps.db, { ...request, over: AbortSignal.timeout(request.waitMs) });
}

function insertHeld(deps: IntakeDeps, { execution, guard }: StartRequest) {
  return deps.writers.insert({ execution, guard, entry: { type: 'queued', held: true } });
}

/** Does as the gate has said to an execution that has no row yet. */
async function follow(deps: IntakeDeps, request: StartRequest, decision: Decision): Promise<StartResult> {
  switch (decision.type) {
    case 'admitted':
      return startAdmitted(deps, request);
    case 'waiting': {
      const inserted = await insertHeld(deps, request);
      return inserted === 'inserted' ? awaitHeld(deps, request) : { type: inserted };
    }
    case 'dropped':
      return { type: 'dropped', reason: decision.reason };
    case 'refused':
      throw flowRefused(decision.reason, decision.retryAfterMs);
  }
}

/** A call that takes the place of another one has to be safe before it does so: its row is written first. */
async function startLast(deps: IntakeDeps, limited: Limited): Promise<StartResult> {
  const inserted = await insertHeld(deps, limited.request);
  if (inserted !== 'inserted') return { type: inserted };
  const decision = await ask(deps, limited);
  if (decision.type === 'refused') {
    const { id } = limited.request.execution;
    const { reason } = decision;
    await endHeld(deps.db, [{ id, code: flowCode(reason), message: flowMessage(reason) }]);
    throw flowRefused(reason, decision.retryAfterMs);
  }
  return awaitHeld(deps, limited.request);
}

/**
 * Starts an execution of a workflow with limits. The gate is asked before anything is written, so that the caller hears at once
 * that a call is dropped or refused. Throws `AppError`: 429 `flow.*`, 422 `flow.expression_failed`.
 */
export async function startLimited(deps: IntakeDeps, request: StartRequest, flow: FlowSettings): Promise<StartResult> {
  const { triggerType, startAt } = request.execution;
  // One that starts later asks its gate then, as it comes out of the queue.
  if (!isLimited(triggerType) || startAt !== null) return startFreely(deps, request);
  if (request.execution.flowKey !== null) return startAdmitted(deps, request);
  const { key, priority } = await readAsking(deps.services, request);
  const known = { ...request, execution: { ...request.execution, flowKey: key } };
  const limited = { request: known, flow, priority };
  if (flow.debounce?.run === 'last') return startLast(deps, limited);
  if (await isDuplicate(deps.db, known.execution)) return { type: 'duplicate' };
  const result = await follow(deps, known, await ask(deps, limited));
  if (!isAccepted(result)) await withdraw(deps, known);
  return result;
}
