import { Graph, layout } from '@dagrejs/dagre';
import type { WorkflowConnection } from '../../../lib/graph/graph.ts';

type Box = {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly position?: { readonly x: number; readonly y: number };
};

/** New places for boxes, from left to right along their connections. The top left corner of all stays where it was. */
export function layOut(
  boxes: readonly Box[],
  connections: readonly WorkflowConnection[],
): Record<string, { x: number; y: number }> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', ranksep: 100, nodesep: 46 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { source, target, sourceHandle } of connections) graph.setEdge(source, target, {}, sourceHandle ?? 'main');
  layout(graph);
  const places = boxes.map((box) => {
    const { x, y } = graph.node(box.id);
    return { box, x: x - box.width / 2, y: y - box.height / 2 };
  });
  const corner = (axis: 'x' | 'y', list: readonly number[]): number =>
    Math.min(...boxes.map(({ position }) => position?.[axis] ?? 0)) - Math.min(...list);
  const [dx, dy] = [
    corner(
      'x',
      places.map(({ x }) => x),
    ),
    corner(
      'y',
      places.map(({ y }) => y),
    ),
  ];
  return Object.fromEntries(places.map(({ box, x, y }) => [box.id, { x: x + dx, y: y + dy }]));
}
