import { type GateMark, markGated, parkExecution } from '../../executions/lifecycle/gated-executions.ts';
import type { ClaimedExecution } from '../../executions/model/execution-record.ts';
import type { Decision } from '../../flow/gate-types.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import { AppError } from '../../shared/errors.ts';
import { consoleLog } from '../../shared/log.ts';
import { askGate } from '../flow/ask-gate.ts';
import { gateRequest } from '../flow/gate-request.ts';
import { isLimited } from '../flow/needs-gate.ts';
import { type Asking, readAsking } from '../flow/read-asking.ts';
import { sharedGateConfig } from '../flow/shared-gate.ts';
import type { IntakeDeps } from '../intake-deps.ts';

/** What the gates say to a claimed execution. `held`: it is before a gate now, and not this runner's any more. */
export type Passage =
  | { readonly type: 'passed'; readonly gated: boolean }
  | { readonly type: 'held' }
  | { readonly type: 'turned_away'; readonly decision: Extract<Decision, { type: 'dropped' | 'refused' }> };

type Claim = { readonly workflow: CompiledWorkflow; readonly claimed: ClaimedExecution };

/** Nobody waits who could be told that the key can't be found, so the execution counts under the empty one. */
async function askingOf({ services }: IntakeDeps, { workflow, claimed }: Claim): Promise<Asking> {
  try {
    return await readAsking(services, { workflow, execution: claimed });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const message = 'The key of an execution was not found; it counts under the empty key.';
    consoleLog({ level: 'warn', message, execution: claimed.id, error });
    return { key: '', priority: 0 };
  }
}

async function follow(
  { db }: IntakeDeps,
  claimed: ClaimedExecution,
  asked: { decision: Decision; mark: GateMark },
): Promise<Passage> {
  const { decision, mark } = asked;
  switch (decision.type) {
    case 'admitted':
      return (await markGated(db, claimed, mark)) ? { type: 'passed', gated: true } : { type: 'held' };
    case 'waiting':
      await parkExecution(db, claimed, mark);
      return { type: 'held' };
    case 'dropped':
    case 'refused':
      return { type: 'turned_away', decision };
  }
}

async function passOwn(deps: IntakeDeps, { workflow, claimed }: Claim): Promise<Passage> {
  const { flow } = workflow.graph.settings;
  const { id, flowKey, inSharedGate: shared } = claimed;
  if (flow === undefined || flowKey !== null || !isLimited(claimed.triggerType)) {
    return { type: 'passed', gated: flowKey !== null };
  }
  const asking = await askingOf(deps, { workflow, claimed });
  const now = deps.services.clock();
  const decision = await askGate(deps, gateRequest(workflow, flow, { ...asking, id, now }));
  return follow(deps, claimed, { decision, mark: { flowKey: asking.key, shared } });
}

async function passShared(deps: IntakeDeps, claimed: ClaimedExecution): Promise<Passage> {
  const { id, workspaceId, workflowId, flowKey, workspaceLimit, inSharedGate } = claimed;
  if (workspaceLimit === null || inSharedGate || claimed.triggerType === 'workflow') {
    return { type: 'passed', gated: inSharedGate };
  }
  const ask = { id, key: workflowId, priority: 0, askedAt: deps.services.clock() };
  const owner = { workspaceId, workflowId: null };
  const decision = await askGate(deps, { owner, config: sharedGateConfig(workspaceLimit), ask });
  return follow(deps, claimed, { decision, mark: { flowKey, shared: true } });
}

/**
 * Asks the gates of its workflow and its workspace whether a claimed execution may run, unless they have let it in before. Costs
 * nothing where there are no limits.
 */
export async function passGates(deps: IntakeDeps, claim: Claim): Promise<Passage> {
  const own = await passOwn(deps, claim);
  if (own.type !== 'passed') return own;
  const { flowKey } = claim.claimed;
  const shared = await passShared(deps, claim.claimed);
  if (shared.type !== 'passed') return shared;
  return { type: 'passed', gated: own.gated || shared.gated || flowKey !== null };
}
