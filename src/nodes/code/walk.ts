import type { AnyNode } from 'acorn';

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function childrenOf(node: AnyNode): AnyNode[] {
  const members: unknown[] = Object.values(node);
  return members.flat().filter(isNode);
}

/** Walks a syntax tree, parents before children, without recursion. */
export function* walk(root: AnyNode): Generator<AnyNode> {
  const stack: AnyNode[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    stack.push(...childrenOf(node).reverse());
  }
}
