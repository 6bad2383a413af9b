import type { NodeCatalog } from '../../engine/catalog.ts';
import { compilePlan } from '../../engine/compile-plan.ts';
import { graphUpTo } from '../../engine/graph/graph-up-to.ts';
import type { Plan } from '../../engine/plan.ts';
import type { WorkflowGraph, WorkflowNode } from '../../engine/workflow.ts';
import { type KeptData, keptData } from '../../executions/history/kept-data.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import { type CompiledNode, compileNode } from './compiled-node.ts';
import { namesVariables } from './names-variables.ts';

/** Which version of which workflow this is. */
export type WorkflowIdentity = {
  readonly workflowId: string;
  readonly workspaceId: string;
  readonly version: number;
  readonly name: string;
};

type ExecutionFields = Pick<
  NewExecution,
  'workflowId' | 'workspaceId' | 'workflowVersion' | 'hasEffects' | 'nodesTotal'
>;

/** A workflow version compiled for running. Immutable, so all executions in an isolate share it. */
export type CompiledWorkflow = {
  readonly identity: WorkflowIdentity;
  readonly graph: WorkflowGraph;
  readonly plan: Plan;
  /** Whether its nodes may read the variables of the workspace. */
  readonly namesVariables: boolean;
  /** What history keeps of its data; `null`: all. */
  readonly kept: KeptData | null;
  /** The index of the node with this id or, if there is none, with this name. */
  find(idOrName: string): number | undefined;
  /** The node at this index, compiled when it is first asked for. Throws `NodeError` `node.unknown_type`. */
  node(index: number): CompiledNode;
  /** The part that leads to a node; all other nodes are disabled and unconnected. Throws `RangeError` for an unknown id. */
  upTo(nodeId: string): CompiledWorkflow;
};

/** The fields of a new execution that its workflow version gives. */
export function executionFields({ identity, plan }: CompiledWorkflow): ExecutionFields {
  return {
    workflowId: identity.workflowId,
    workspaceId: identity.workspaceId,
    workflowVersion: identity.version,
    hasEffects: plan.hasEffects,
    nodesTotal: plan.nodes.length,
  };
}

/** The first enabled trigger of a type. */
export function findTrigger({ plan }: CompiledWorkflow, type: string): WorkflowNode | undefined {
  const triggers = plan.triggers.flatMap((index) => plan.nodes[index]?.node ?? []);
  return triggers.find((node) => node.type === type && node.disabled !== true);
}

/** Compiles a workflow version; its nodes only when they are first asked for. */
export function compileWorkflow(
  identity: WorkflowIdentity,
  graph: WorkflowGraph,
  catalog: NodeCatalog,
): CompiledWorkflow {
  const plan = compilePlan(graph, catalog);
  const byName = new Map(plan.nodes.map((node) => [node.node.name, node.index]));
  const nodes: CompiledNode[] = [];
  const kept = keptData(graph);
  return {
    identity,
    graph,
    plan,
    kept,
    namesVariables: graph.nodes.some(({ config }) => namesVariables(config)),
    find: (idOrName) => plan.byId.get(idOrName) ?? byName.get(idOrName),
    node(index) {
      const known = nodes[index];
      if (known !== undefined) return known;
      const planNode = plan.nodes[index];
      if (planNode === undefined) throw new RangeError(`No node ${index} in the plan.`);
      const compiled = compileNode(planNode);
      nodes[index] = compiled;
      return compiled;
    },
    upTo(nodeId) {
      const destination = plan.byId.get(nodeId);
      if (destination === undefined) throw new RangeError(`No node ${nodeId} in the workflow.`);
      // A node that takes no part says all the same what is kept of the data before it.
      return { ...compileWorkflow(identity, graphUpTo(graph, plan, destination), catalog), kept };
    },
  };
}
