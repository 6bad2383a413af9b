import type { NodeCatalog } from '../../engine/catalog.ts';
import { compilePlan } from '../../engine/compile-plan.ts';
import type { CompiledConfig } from '../../engine/expression/config-types.ts';
import { graphUpTo } from '../../engine/graph-up-to.ts';
import type { JsonValue } from '../../engine/json.ts';
import type { Plan, PlanNode } from '../../engine/plan.ts';
import type { WorkflowGraph } from '../../engine/workflow.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import type { NodeDefinition } from '../../nodes/define-node.ts';
import { NodeError } from '../../nodes/node-error.ts';
import { findNode } from '../../nodes/registry.ts';
import { compileNodeConfig } from './compile-node-config.ts';
import { describeIssue } from './describe-issue.ts';

/** Which version of which workflow runs, and what expressions may know of it. */
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

/** A node made ready for running. */
export type CompiledNode = {
  readonly plan: PlanNode;
  readonly definition: NodeDefinition<unknown>;
  readonly config: CompiledConfig;
  /** Parses a resolved config; throws `NodeError` `node.config_invalid`. A config without expressions is parsed once. */
  parse(resolved: JsonValue, item: number): unknown;
};

/** A workflow version compiled for running. Immutable, so one serves all executions in an isolate. */
export type CompiledWorkflow = {
  readonly identity: WorkflowIdentity;
  readonly graph: WorkflowGraph;
  readonly plan: Plan;
  /** Index of a node by its id or, failing that, its name. */
  find(idOrName: string): number | undefined;
  /** The node at this index; compiled when it is first asked for. Throws for a type that this deployment does not know. */
  node(index: number): CompiledNode;
  /** The part that leads to a node, compiled; in it, all else is disabled and unconnected. Throws `RangeError` for an unknown id. */
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

function parseConfig(definition: NodeDefinition<unknown>, resolved: JsonValue, item: number): unknown {
  const parsed = definition.config.safeParse(resolved);
  if (parsed.success) return parsed.data;
  throw new NodeError('node.config_invalid', describeIssue(resolved, parsed.error.issues[0]), { item });
}

function compileNode(plan: PlanNode): CompiledNode {
  const definition = findNode(plan.node.type);
  if (definition === undefined) {
    throw new NodeError('node.unknown_type', `Node type ${plan.node.type} is unknown to this deployment.`);
  }
  const config = compileNodeConfig(definition, plan.node.config);
  let constant: { readonly value: unknown } | undefined;
  return {
    plan,
    definition,
    config,
    parse(resolved, item) {
      if (!config.constant) return parseConfig(definition, resolved, item);
      constant ??= { value: parseConfig(definition, resolved, item) };
      return constant.value;
    },
  };
}

export function compileWorkflow(
  identity: WorkflowIdentity,
  graph: WorkflowGraph,
  catalog: NodeCatalog,
): CompiledWorkflow {
  const plan = compilePlan(graph, catalog);
  const byName = new Map(plan.nodes.map((node) => [node.node.name, node.index]));
  const nodes: CompiledNode[] = [];
  return {
    identity,
    graph,
    plan,
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
      return compileWorkflow(identity, graphUpTo(graph, plan, destination), catalog);
    },
  };
}
