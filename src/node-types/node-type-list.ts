import { nodeTypeNotFound } from './node-types.errors.ts';
import type { NodeType } from './node-types.schemas.ts';

export type NodeTypeDeps = { readonly describeNodes: () => readonly NodeType[] };

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
