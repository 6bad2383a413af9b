import { type AnyNode, type Element, isTag, isText } from 'domhandler';
import { attributeOf } from '../../html/select/attribute-of.ts';
import type { Flow } from './flow.ts';
import { mayTouch } from './print-blocks.ts';
import type { Block, List } from './writer.ts';

const LISTS: ReadonlySet<string> = new Set(['ul', 'ol', 'menu', 'dir']);

/** Two lists in a row need different signs, or they are one. */
const OTHER_BULLET = { '-': '*', '*': '-', '+': '-' } as const;

/** Makes a list, or one of items that stand in a row outside of any. */
export function makeList(flow: Flow, element: Element): List {
  const { writer, wraps } = flow;
  const contents = itemsOf(element);
  const marker = markerOf(flow, element);
  const first = startOf(element);
  const items = contents.map((nodes, place) => ({
    sign: element.name === 'ol' ? `${first + place}${marker}  ` : `${marker}   `,
    blocks: writer.blocks(nodes, { wraps: [...wraps], inItem: true }),
  }));
  const isLoose = contents.some(hasParagraph) || items.some(({ blocks }) => needsBlankLine(blocks));
  return { kind: 'list', items, marker, isLoose };
}

/** The nodes of each item. What stands between items belongs to the item before it. */
function itemsOf(element: Element): readonly (readonly AnyNode[])[] {
  if (element.name === 'li') return itemsFrom(element);
  const items: AnyNode[][] = [];
  for (const node of element.children) {
    if (isTag(node) && node.name === 'li') items.push([...node.children]);
    else if (isTag(node) && LISTS.has(node.name)) addTo(items, node);
    else if (isTag(node) || (isText(node) && !isBlank(node))) items.push([node]);
  }
  return items;
}

/** The nodes of an item that stands outside of a list, and of those after it. */
function itemsFrom(element: Element): readonly (readonly AnyNode[])[] {
  const items: (readonly AnyNode[])[] = [];
  let node: AnyNode | null = element;
  while (node !== null && (isItem(node) || isBlank(node))) {
    if (isItem(node)) items.push(node.children);
    node = node.next;
  }
  return items;
}

/** Whether an item outside of a list belongs to one before it. */
export function followsItem(element: Element): boolean {
  let node = element.prev;
  while (node !== null && isBlank(node)) node = node.prev;
  return element.name === 'li' && node !== null && isItem(node);
}

function isItem(node: AnyNode): node is Element {
  return isTag(node) && node.name === 'li';
}

function isBlank(node: AnyNode): boolean {
  return isText(node) && node.data.trim() === '';
}

function addTo(items: AnyNode[][], node: AnyNode): void {
  const last = items.at(-1);
  if (last === undefined) items.push([node]);
  else last.push(node);
}

function hasParagraph(nodes: readonly AnyNode[]): boolean {
  return nodes.some((node) => isTag(node) && node.name === 'p');
}

function needsBlankLine(blocks: readonly Block[]): boolean {
  return blocks.some((block, place) => {
    const next = blocks[place + 1];
    return next !== undefined && !mayTouch(block, next);
  });
}

function markerOf({ writer, blocks }: Flow, { name }: Element): string {
  const last = blocks.at(-1);
  const before = last?.kind === 'list' ? last.marker : undefined;
  if (name === 'ol') return before === '.' ? ')' : '.';
  const { bullet } = writer.config;
  return before === bullet ? OTHER_BULLET[bullet] : bullet;
}

/** The number with which a list begins. Markdown has nine digits for it. */
function startOf(element: Element): number {
  const start = Number.parseInt(attributeOf(element, 'start') ?? '1', 10);
  return start >= 0 && start < 900_000_000 ? start : 1;
}
