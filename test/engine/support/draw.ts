import { compilePlan } from '../../../src/engine/compile-plan.ts';
import type { Plan } from '../../../src/engine/plan.ts';
import type {
  WorkflowConnection,
  WorkflowGraph,
  WorkflowNode,
  WorkflowSettings,
} from '../../../src/engine/workflow.ts';
import { catalog, typeOf } from './catalog.ts';

type Extras = {
  readonly nodes?: { readonly [name: string]: Partial<WorkflowNode> };
  readonly settings?: WorkflowSettings;
};

/**
 * A graph from lines such as `trigger -> if -true-> a -> merge@left`: an arrow may name the output, a node its input.
 * The id of a node is its name, and its type is what the name begins with.
 */
export function draw(lines: string, { nodes = {}, settings = {} }: Extras = {}): WorkflowGraph {
  const names = new Set<string>();
  const connections: WorkflowConnection[] = [];
  for (const line of lines.split('\n').filter((text) => text.trim() !== '')) {
    const words = line.trim().split(/\s+/);
    for (const [place, word] of words.entries()) {
      if (place % 2 === 1) connections.push(connect(words, place));
      else names.add(nameOf(word));
    }
  }
  return { nodes: [...names].map((name) => ({ ...nodeNamed(name), ...nodes[name] })), connections, settings };
}

/** The plan of a drawn graph. */
export function planOf(lines: string, extras: Extras = {}): Plan {
  return compilePlan(draw(lines, extras), catalog);
}

function nodeNamed(name: string): WorkflowNode {
  return { id: name, name, type: typeOf(name), config: {} };
}

function connect(words: readonly string[], arrow: number): WorkflowConnection {
  const source = nameOf(words[arrow - 1] ?? '');
  const [target = '', targetHandle] = (words[arrow + 1] ?? '').split('@');
  const sourceHandle = /^-(\w+)->$/.exec(words[arrow] ?? '')?.[1];
  return {
    source,
    target,
    ...(sourceHandle === undefined ? {} : { sourceHandle }),
    ...(targetHandle === undefined ? {} : { targetHandle }),
  };
}

function nameOf(word: string): string {
  return word.split('@')[0] ?? '';
}
