import type { WorkflowNode } from '../../engine/workflow.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import type { WorkflowSource } from '../../runner/workflow/workflow-source.ts';

/** The workflow behind an endpoint, and the node that the endpoint is of; none if that version lacks it. */
type EndpointTrigger = {
  readonly workflow: CompiledWorkflow;
  readonly nodeId: string;
  readonly node: WorkflowNode | undefined;
};

/** Reads it of a row of an endpoint that was joined with its workflow and a version of that. */
export function triggerOfRow(workflows: WorkflowSource, row: Record<string, unknown>): EndpointTrigger {
  const identity = {
    workflowId: String(row.workflow_id),
    workspaceId: String(row.workspace_id),
    version: Number(row.version),
    name: String(row.name),
  };
  const { nodes, connections, settings } = row;
  const workflow = workflows.keep(identity, { nodes, connections, settings });
  const nodeId = String(row.node_id);
  return { workflow, nodeId, node: workflow.graph.nodes.find(({ id }) => id === nodeId) };
}
