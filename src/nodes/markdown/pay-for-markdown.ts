import type { WorkMeter } from '../../engine/work-meter.ts';
import type { ElementTree } from '../html/select/element-tree.ts';

/** What has its place counted among its siblings, for each of them anew. */
const COUNTED: ReadonlySet<string> = new Set(['li', 'tr', 'td', 'th']);

/** What puts something before each line of what it holds. */
const INDENTING: ReadonlySet<string> = new Set(['blockquote', 'li']);

/**
 * Pays for making Markdown of a document, before it is done. Turndown goes through all that an element holds, for each element,
 * and a list or a table costs the square of its length.
 */
export function payForMarkdown(tree: ElementTree, work: WorkMeter): void {
  const indents = deepestIndent(tree);
  const counted = new Map<number, number>();
  for (const [number, { name }] of tree.elements.entries()) {
    const elements = (tree.ends[number] ?? 0) - number;
    const characters = (tree.textEnds[number] ?? 0) - (tree.textStarts[number] ?? 0);
    work.spend(4 + 2 * elements + characters / 32);
    if (INDENTING.has(name)) work.spend(((elements + characters) * indents) / 64);
    if (!COUNTED.has(name)) continue;
    const parent = tree.parents[number] ?? -1;
    const before = counted.get(parent) ?? 0;
    work.spend(before / 16);
    counted.set(parent, before + 1);
  }
}

function deepestIndent({ elements, parents }: ElementTree): number {
  let deepest = 0;
  const indents: number[] = [];
  for (const [number, { name }] of elements.entries()) {
    const indent = (indents[parents[number] ?? -1] ?? 0) + (INDENTING.has(name) ? 1 : 0);
    indents.push(indent);
    deepest = Math.max(deepest, indent);
  }
  return deepest;
}
