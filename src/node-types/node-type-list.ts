import type { NodeShape, ShapedNode } from '../nodes/describe-handles.ts';
import { nodeTypeNotFound } from './node-types.errors.ts';
import type { NodeType, ShapeNodes } from './node-types.schemas.ts';

export type NodeTypeDeps = {
  readonly describeNodes: () => readonly NodeType[];
  /** The handles of a node as it is configured; `null` for an unknown type. */
  readonly shapeOfNode: (node: ShapedNode) => NodeShape | null;
};

/** The handles of each node, in their order. */
export function shapesOf({ shapeOfNode }: NodeTypeDeps, { nodes }: ShapeNodes): (NodeShape | null)[] {
  return nodes.map(({ type, config, on_error = 'stop', disabled = false }) =>
    shapeOfNode({ type, config, settings: { on_error }, disabled }),
  );
}

export type NodeTypeList = {
  all(): readonly NodeType[];
  /** Throws `node_types.not_found`. */
  one(type: string): NodeType;
};

/** The node types of this deployment. Their schemas are made when first asked for, and only once: that takes a while. */
export function createNodeTypeList({ describeNodes }: NodeTypeDeps): NodeTypeList {
  let known: readonly NodeType[] | undefined;
  function all(): readonly NodeType[] {
    known ??= describeNodes();
    return known;
  }
  function one(type: string): NodeType {
    const found = all().find((candidate) => candidate.type === type);
    if (found === undefined)
      throw nodeTypeNotFound(
        type,
        all().map((known) => known.type),
      );
    return found;
  }
  return { all, one };
}
