import type { Effect } from '../engine/effect.ts';
import { ERROR_HANDLE, type WorkflowNode } from '../engine/workflow.ts';
import { createCatalog } from './registry.ts';

/** What follows from the type and the config of one node. */
export type NodeShape = {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly effect: Effect;
};

/** A node as far as its handles depend on it. */
export type ShapedNode = Pick<WorkflowNode, 'type' | 'config' | 'settings' | 'disabled'>;

const catalog = createCatalog();

/** The handles of a node as it is configured, however odd the config; `null` for an unknown type. */
export function shapeOfNode(node: ShapedNode): NodeShape | null {
  const traits = catalog.traits({ id: '', name: '', ...node });
  if (traits === undefined) return null;
  const { kind, inputs, outputs, effect } = traits;
  const hasError = kind !== 'trigger' && node.settings?.on_error === 'error_output';
  return { type: node.type, inputs, outputs: hasError ? [...outputs, ERROR_HANDLE] : outputs, effect };
}
