import { type AnyNode, type Element, hasChildren, isTag, isText } from 'domhandler';
import { textContent } from 'domutils';
import { parseHtml } from '../../../src/nodes/html/parse-html.ts';

/** What a document shows: blocks within blocks, and lines of characters with what is around each. */
export type Shown = string | readonly Shown[];

/** All elements of an HTML text, with their attributes: `a href="x"`. */
export function elementsOf(html: string): string[] {
  return elementsIn(parseHtml(html).children).map(({ name, attribs }) => {
    const attributes = Object.entries(attribs).map(([attribute, value]) => ` ${attribute}="${value}"`);
    return `${name}${attributes.join('')}`;
  });
}

/** All elements of an HTML text and all their attributes, each by itself: `a`, and `a href` with its value. */
export function partsOf(html: string): { readonly name: string; readonly value: string }[] {
  return elementsIn(parseHtml(html).children).flatMap(({ name, attribs }) => [
    { name, value: '' },
    ...Object.entries(attribs).map(([attribute, value]) => ({ name: `${name} ${attribute}`, value })),
  ]);
}

function elementsIn(nodes: readonly AnyNode[]): Element[] {
  return nodes.flatMap((node) => {
    const within = hasChildren(node) ? elementsIn(node.children) : [];
    return isTag(node) ? [node, ...within] : within;
  });
}

/** What an HTML text shows, with nothing that makes no difference to who reads it. */
export function shown(html: string): readonly Shown[] {
  return blocksOf(parseHtml(html).children);
}

type Reading = {
  readonly blocks: Shown[];
  line: string[];
  /** Whether there is white space, and how many breaks, since the last character. */
  blank: boolean;
  breaks: number;
};

function blocksOf(nodes: readonly AnyNode[]): readonly Shown[] {
  const reading: Reading = { blocks: [], line: [], blank: false, breaks: 0 };
  readAll(reading, nodes, []);
  endLine(reading);
  return reading.blocks;
}

function endLine(reading: Reading): void {
  if (reading.line.length > 0) reading.blocks.push(['line', ...reading.line]);
  reading.line = [];
  reading.blank = false;
  reading.breaks = 0;
}

/** Two breaks in a row are as good as a paragraph. */
function add(reading: Reading, character: string, around: readonly string[]): void {
  if (reading.breaks > 1) endLine(reading);
  const isFirst = reading.line.length === 0;
  if (!isFirst && reading.breaks === 1) reading.line.push('break');
  else if (!isFirst && reading.blank) reading.line.push(' ');
  reading.blank = false;
  reading.breaks = 0;
  reading.line.push(`${character} ${[...new Set(around)].sort().join(' ')}`);
}

function readAll(reading: Reading, nodes: readonly AnyNode[], around: readonly string[]): void {
  for (const node of nodes) {
    if (isText(node)) readText(reading, node.data, around);
    else if (isTag(node)) readElement(reading, node, around);
  }
}

function readText(reading: Reading, text: string, around: readonly string[]): void {
  for (const character of text) {
    if (/\s/.test(character)) reading.blank = true;
    else add(reading, character, around);
  }
}

type Reader = (reading: Reading, element: Element, around: readonly string[]) => void;

function marked(name: string): Reader {
  return (reading, { children }, around) => readAll(reading, children, [...around, name]);
}

const through: Reader = (reading, { children }, around) => {
  endLine(reading);
  readAll(reading, children, around);
  endLine(reading);
};

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['b', marked('strong')],
  ['strong', marked('strong')],
  ['i', marked('em')],
  ['em', marked('em')],
  ['del', marked('s')],
  ['s', marked('s')],
  ['span', (reading, { children }, around) => readAll(reading, children, around)],
  ['div', through],
  ['p', through],
  ['thead', through],
  ['tbody', through],
  [
    'br',
    (reading) => {
      reading.breaks += 1;
    },
  ],
  [
    'a',
    (reading, { attribs, children }, around) =>
      readAll(reading, children, [...around, `link ${urlOf(attribs.href)} ${attribs.title}`]),
  ],
  [
    'code',
    (reading, element, around) => {
      for (const sign of textContent(element).replace(/\s+/g, '')) add(reading, `code ${sign}`, around);
    },
  ],
  [
    'img',
    (reading, { attribs }, around) =>
      add(reading, `image ${urlOf(attribs.src)} ${attribs.alt} ${attribs.title}`, around),
  ],
]);

function readElement(reading: Reading, element: Element, around: readonly string[]): void {
  const reader = READERS.get(element.name);
  if (reader !== undefined) {
    reader(reading, element, around);
    return;
  }
  endLine(reading);
  reading.blocks.push(...blockOf(element));
}

/** Blocks that hold one line, however many breaks it has. */
const LINES: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'td', 'th']);

/** Quotations and headings of nothing are nothing. */
function blockOf(element: Element): readonly Shown[] {
  const { name, attribs, children } = element;
  if (name === 'pre') return [['pre', textContent(element)]];
  const within = blocksOf(children);
  if (within.length === 0 && ['blockquote', 'h1', 'h2', 'h3'].includes(name)) return [];
  if (LINES.has(name)) return [[name, ...within.flatMap((line) => (typeof line === 'string' ? [] : line.slice(1)))]];
  return [[name, ...(name === 'ol' ? [attribs.start ?? '1'] : []), ...within]];
}

function urlOf(address: string | undefined): string {
  return decodeURI(new URL(address ?? '', 'http://base/').href);
}
