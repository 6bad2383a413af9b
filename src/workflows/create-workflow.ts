import type { WorkflowSettings } from '../engine/workflow.ts';
import type { Actor } from '../security/permissions.ts';
import { requireStorableGraph, toldFaults } from './check-graph.ts';
import { assertMayUseCredentials } from './credential-use.ts';
import type { WorkflowDeps } from './model/workflow-deps.ts';
import type { CreateWorkflow, SavedWorkflow } from './model/workflows.schemas.ts';
import { storeNewWorkflow } from './store-new-workflow.ts';

/** Where people start if they send no nodes: something that can be run by hand. */
const FIRST_NODES = [
  { id: 'trigger', type: 'trigger.manual', name: 'Manual trigger', position: { x: 0, y: 0 }, config: {} },
];

/** The time zone becomes part of the version: executions of it see the same one for ever, whatever the workspace chooses later. */
async function withTimezone(deps: WorkflowDeps, actor: Actor, settings: WorkflowSettings): Promise<WorkflowSettings> {
  if (settings.timezone !== undefined) return settings;
  const timezone = await deps.workspaces.timezoneOf(actor.workspaceId);
  return timezone === null ? settings : { ...settings, timezone };
}

/** Creates a workflow as a draft at version 1, which may be incomplete. */
export async function createWorkflow(deps: WorkflowDeps, actor: Actor, input: CreateWorkflow): Promise<SavedWorkflow> {
  const { name, description, tags, change_message, nodes = FIRST_NODES, connections = [] } = input;
  const settings = await withTimezone(deps, actor, input.settings ?? {});
  const { graph, faults } = await requireStorableGraph(deps, actor, {
    raw: { nodes, connections, settings },
    before: [],
  });
  assertMayUseCredentials(actor, graph);
  const workflow = await storeNewWorkflow(deps, actor, {
    action: 'workflows.created',
    name,
    description,
    tags,
    graph,
    changeMessage: change_message,
  });
  return { ...workflow, faults: toldFaults(faults) };
}
