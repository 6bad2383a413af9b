import { type AnyNode, type Document, type Element, hasChildren, isTag, isText } from 'domhandler';

/**
 * All elements of a document, numbered in document order, so that an element comes after its parent and after its earlier
 * siblings. What a `template` holds is left out, as in browsers.
 */
export type ElementTree = {
  readonly elements: readonly Element[];
  /** The number of the parent of each element, or -1. */
  readonly parents: readonly number[];
  /** The number of the element before each, within the same parent, or -1. */
  readonly previous: readonly number[];
  /** The number after that of the last descendant of each. */
  readonly ends: readonly number[];
  /** The text of the whole document; the text of an element is a part of it. */
  readonly text: string;
  readonly textStarts: readonly number[];
  readonly textEnds: readonly number[];
};

type Walk = {
  readonly elements: Element[];
  readonly parents: number[];
  readonly previous: number[];
  readonly ends: number[];
  readonly texts: string[];
  readonly textStarts: number[];
  readonly textEnds: number[];
  length: number;
};

/** Numbers the elements of a document. Recursive, so the document must not be deep: see `parseHtml`. */
export function elementTree(document: Document): ElementTree {
  const walk: Walk = {
    elements: [],
    parents: [],
    previous: [],
    ends: [],
    texts: [],
    textStarts: [],
    textEnds: [],
    length: 0,
  };
  visitAll(walk, document.children, -1);
  return { ...walk, text: walk.texts.join('') };
}

function visitAll(walk: Walk, nodes: readonly AnyNode[], parent: number): void {
  let previous = -1;
  for (const node of nodes) {
    if (isTag(node)) previous = visitElement(walk, node, { parent, previous });
    else addTextOf(walk, node);
  }
}

type Place = { readonly parent: number; readonly previous: number };

function visitElement(walk: Walk, element: Element, { parent, previous }: Place): number {
  const number = walk.elements.length;
  walk.elements.push(element);
  walk.parents.push(parent);
  walk.previous.push(previous);
  walk.ends.push(number + 1);
  walk.textStarts.push(walk.length);
  walk.textEnds.push(walk.length);
  if (element.name === 'br') addText(walk, '\n');
  else if (element.name === 'template') addTextOf(walk, element);
  else visitAll(walk, element.children, number);
  walk.ends[number] = walk.elements.length;
  walk.textEnds[number] = walk.length;
  return number;
}

function addTextOf(walk: Walk, node: AnyNode): void {
  if (isText(node)) addText(walk, node.data);
  else if (hasChildren(node)) for (const child of node.children) addTextOf(walk, child);
}

function addText(walk: Walk, text: string): void {
  walk.texts.push(text);
  walk.length += text.length;
}
