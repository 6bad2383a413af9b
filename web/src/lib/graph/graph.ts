import type { WorkflowConnection, WorkflowNode, WorkflowSettings } from '../api/schema.gen.ts';

export type { WorkflowConnection, WorkflowNode, WorkflowSettings };

/** A workflow as it is drawn. Never changed in place: what did not change stays the same object. */
export type Graph = {
  readonly nodes: readonly WorkflowNode[];
  readonly connections: readonly WorkflowConnection[];
  readonly settings: WorkflowSettings;
};

export const MAIN = 'main';
export const ERROR = 'error';

/** What tells two connections apart. */
export function connectionId({ source, target, sourceHandle, targetHandle }: WorkflowConnection): string {
  return JSON.stringify([source, sourceHandle ?? MAIN, target, targetHandle ?? MAIN]);
}

export function findNode(graph: Graph, id: string): WorkflowNode | undefined {
  return graph.nodes.find((node) => node.id === id);
}
