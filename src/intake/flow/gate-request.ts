import type { GateRequest } from '../../../durable-objects/flow-gate-calls.ts';
import type { FlowSettings } from '../../engine/workflow.ts';
import { gateConfig } from '../../flow/gate-config.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import type { Asking } from './read-asking.ts';

/** What an execution asks the gate of its workflow. `now` in milliseconds since the epoch. */
export function gateRequest(
  { identity: { workspaceId, workflowId, version } }: CompiledWorkflow,
  flow: FlowSettings,
  { id, key, priority, now }: Asking & { readonly id: string; readonly now: number },
): GateRequest {
  return {
    owner: { workspaceId, workflowId },
    config: gateConfig(flow, version),
    ask: { id, key, priority, askedAt: now },
  };
}
