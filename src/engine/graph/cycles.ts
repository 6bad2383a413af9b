import { elementAt } from '../structure/element.ts';

/** Per node, the nodes that follow it. */
export type Successors = readonly (readonly number[])[];

/**
 * The groups of nodes in which each node leads to all nodes of the group, itself included: the strongly connected components
 * that have a cycle. Kosaraju's algorithm, without recursion; linear. Each group in ascending order.
 */
export function cyclesOf(successors: Successors): readonly (readonly number[])[] {
  const predecessors = reversed(successors);
  const grouped = new Set<number>();
  return leavingOrder(successors)
    .toReversed()
    .filter((node) => !grouped.has(node))
    .map((node) => group(node, predecessors, grouped))
    .filter((nodes) => nodes.length > 1 || isItsOwnSuccessor(elementAt(nodes, 0), successors))
    .map((nodes) => nodes.toSorted((one, other) => one - other));
}

/** The nodes in the order in which a depth-first walk leaves them. */
function leavingOrder(successors: Successors): readonly number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  for (const root of successors.keys()) {
    if (seen.has(root)) continue;
    seen.add(root);
    walk(root, { successors, seen, order });
  }
  return order;
}

type Walk = { readonly successors: Successors; readonly seen: Set<number>; readonly order: number[] };

function walk(root: number, { successors, seen, order }: Walk): void {
  const path = [{ node: root, next: 0 }];
  for (let place = path.at(-1); place !== undefined; place = path.at(-1)) {
    const child = elementAt(successors, place.node)[place.next++];
    if (child === undefined) {
      order.push(place.node);
      path.pop();
    } else if (!seen.has(child)) {
      seen.add(child);
      path.push({ node: child, next: 0 });
    }
  }
}

function group(root: number, predecessors: Successors, grouped: Set<number>): readonly number[] {
  const nodes = [root];
  grouped.add(root);
  // The list grows while it is walked.
  for (const node of nodes) {
    const fresh = new Set(elementAt(predecessors, node).filter((before) => !grouped.has(before)));
    for (const before of fresh) {
      grouped.add(before);
      nodes.push(before);
    }
  }
  return nodes;
}

function reversed(successors: Successors): Successors {
  const predecessors = successors.map((): number[] => []);
  for (const [node, after] of successors.entries()) {
    for (const next of after) elementAt(predecessors, next).push(node);
  }
  return predecessors;
}

function isItsOwnSuccessor(node: number, successors: Successors): boolean {
  return elementAt(successors, node).includes(node);
}
