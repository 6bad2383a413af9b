import { z } from 'zod';
import { publishedSettings } from '../../executions/lifecycle/gated-executions.ts';
import type { SeenExecution } from '../../flow/gate-view.ts';
import type { Actor } from '../../security/permissions.ts';
import { flowSettingsSchema } from '../../workflows/graph/flow.schemas.ts';
import { workflowNotFound } from '../../workflows/model/workflows.errors.ts';
import { callGate } from '../flow-gates.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import type { FlowState } from './flow.schemas.ts';

const EXISTS = 'SELECT 1 FROM workflows WHERE id = $1::uuid AND workspace_id = $2::uuid';

const settingsSchema = z.object({ flow: flowSettingsSchema.optional() });

function toSeen({ id, key, since }: SeenExecution): FlowState['running_executions'][0] {
  return { execution_id: id, key, since: new Date(since).toISOString() };
}

/** What runs and what waits at the gate of a workflow. Throws `workflows.not_found`. */
export async function showFlow(deps: IntakeDeps, actor: Actor, workflowId: string): Promise<FlowState> {
  const { workspaceId } = actor;
  if ((await deps.people.sql.query(EXISTS, [workflowId, workspaceId])).length === 0) throw workflowNotFound();
  const published = await publishedSettings(deps.people, { workspaceId, workflowId });
  const { flow } = settingsSchema.parse(published?.settings ?? {});
  const view = await callGate(deps.gates, { workspaceId, workflowId }, (gate) => gate.show());
  return {
    flow: flow ?? null,
    running: view.running,
    waiting: view.waiting,
    keys: [...view.keys],
    running_executions: view.runningExecutions.map(toSeen),
    waiting_executions: view.waitingExecutions.map(toSeen),
  };
}
