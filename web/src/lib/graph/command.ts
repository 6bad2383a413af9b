import type { CanvasPart } from './canvas.ts';
import type { Graph, WorkflowConnection, WorkflowNode, WorkflowSettings } from './graph.ts';

type Point = { readonly x: number; readonly y: number };

/** What of a node may be changed at its place. `undefined` takes a field away. */
export type NodeChange = {
  readonly [Field in Exclude<keyof WorkflowNode, 'id' | 'type' | 'name'>]?: WorkflowNode[Field] | undefined;
};

/**
 * All that people can do to a drawing. Each is undone and redone as a whole. Where nodes are named to be moved or removed, so may
 * be notes and groups, by their elements.
 */
export type Command =
  | {
      readonly type: 'add';
      readonly nodes: readonly WorkflowNode[];
      readonly connections: readonly WorkflowConnection[];
    }
  | { readonly type: 'remove'; readonly nodes: readonly string[]; readonly connections: readonly string[] }
  | { readonly type: 'connect'; readonly connection: WorkflowConnection }
  | { readonly type: 'move'; readonly positions: { readonly [element: string]: Point } }
  | { readonly type: 'draw'; readonly part: CanvasPart }
  | { readonly type: 'change'; readonly nodes: readonly string[]; readonly change: NodeChange }
  | { readonly type: 'rename'; readonly node: string; readonly name: string }
  | {
      readonly type: 'insert';
      readonly node: WorkflowNode;
      readonly into: string;
      readonly input: string;
      readonly output: string;
    }
  | { readonly type: 'settings'; readonly settings: WorkflowSettings }
  | { readonly type: 'replace'; readonly graph: Graph };

/** Commands of one kind on one thing that follow closely are one step of undo: typing, nudging by arrow keys. */
export function mergeKey(command: Command): string | null {
  switch (command.type) {
    case 'move':
      return `move ${Object.keys(command.positions).sort().join(' ')}`;
    case 'draw':
      return `draw ${command.part.kind} ${command.part.part.id}`;
    case 'change':
      return `change ${command.nodes.join(' ')} ${Object.keys(command.change).join(' ')}`;
    case 'rename':
      return `rename ${command.node}`;
    default:
      return null;
  }
}
