import type { AnyNode, Element } from 'domhandler';
import { attributeOf } from '../../html/select/attribute-of.ts';
import { closedPieces, type Flow, type Handler, opened, visitAll } from './flow.ts';
import { INLINE_HANDLERS } from './inline-elements.ts';
import type { Wrap } from './pieces.ts';
import { preformattedLines } from './preformatted.ts';
import { tidyLine } from './tidy-line.ts';
import { writeLine } from './write-line.ts';
import type { Writer } from './writer.ts';

/** All that nodes hold on one line, as in a cell of a table: with tags for breaks and lists, for which Markdown has no signs there. */
export function writeOnOneLine(writer: Writer, nodes: readonly AnyNode[], wraps: readonly Wrap[]): string {
  const flow: Flow = {
    writer,
    place: { wraps, inItem: false },
    blocks: [],
    pieces: opened(wraps),
    wraps: [...wraps],
    handlers: HANDLERS,
    endBlock: addBoundary,
  };
  visitAll(flow, nodes);
  return writeLine(tidyLine(closedPieces(flow)), { ...writer.config, lineBreak: '<br>' });
}

function addBoundary({ pieces }: Flow): void {
  pieces.push({ type: 'boundary' });
}

function tagged(flow: Flow, element: Element, start = ''): void {
  flow.pieces.push({ type: 'tag', markdown: `<${element.name}${start}>` });
  visitAll(flow, element.children);
  flow.pieces.push({ type: 'tag', markdown: `</${element.name}>` });
}

/** The number with which a list begins, if it is not 1. */
function writeNumbered(flow: Flow, element: Element): void {
  const start = attributeOf(element, 'start') ?? '';
  tagged(flow, element, /^\d{1,9}$/.test(start) ? ` start="${start}"` : '');
}

function writeBlockOfCode(flow: Flow, element: Element): void {
  addBoundary(flow);
  for (const line of preformattedLines(element)) {
    if (line !== '') flow.pieces.push({ type: 'code', text: line });
    flow.pieces.push({ type: 'break' });
  }
  addBoundary(flow);
}

function writeCell(flow: Flow, element: Element): void {
  flow.pieces.push({ type: 'text', text: ' ' });
  visitAll(flow, element.children);
  flow.pieces.push({ type: 'text', text: ' ' });
}

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...INLINE_HANDLERS,
  ['br', ({ pieces }) => pieces.push({ type: 'break' })],
  ['hr', addBoundary],
  ['pre', writeBlockOfCode],
  ['ul', tagged],
  ['ol', writeNumbered],
  ['li', tagged],
  ['td', writeCell],
  ['th', writeCell],
]);
