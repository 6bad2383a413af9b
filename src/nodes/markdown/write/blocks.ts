import type { AnyNode, Element } from 'domhandler';
import { fencedCode } from './code.ts';
import { closedPieces, type Flow, type Handler, opened, visitAll } from './flow.ts';
import { INLINE_HANDLERS } from './inline-elements.ts';
import { followsItem, makeList } from './list.ts';
import { languageOf, preformattedLines } from './preformatted.ts';
import { isLayout, writeTable } from './table.ts';
import { tableParts } from './table-rows.ts';
import { tidyLine } from './tidy-line.ts';
import { writeLine } from './write-line.ts';
import type { Block, Place, Writer } from './writer.ts';

const HARD_BREAK = '  \n';

/** The blocks that nodes make. */
export function writeBlocks(writer: Writer, nodes: readonly AnyNode[], place: Place): readonly Block[] {
  const flow: Flow = {
    writer,
    place,
    blocks: [],
    pieces: opened(place.wraps),
    wraps: [...place.wraps],
    handlers: HANDLERS,
    endBlock: endParagraph,
  };
  visitAll(flow, nodes);
  endParagraph(flow);
  return flow.blocks;
}

/** Makes a paragraph of the line that has begun. Wraps go on in the next. */
function endParagraph(flow: Flow): void {
  const { writer, blocks, wraps } = flow;
  const tokens = tidyLine(closedPieces(flow));
  flow.pieces = opened(wraps);
  if (tokens.length === 0) return;
  const text = writeLine(tokens, { ...writer.config, lineBreak: HARD_BREAK });
  blocks.push({ kind: 'paragraph', lines: text.split('\n') });
}

/** Two breaks in a row end a paragraph. */
function addBreak(flow: Flow): void {
  if (endsWithBreak(flow)) endParagraph(flow);
  else flow.pieces.push({ type: 'break' });
}

function endsWithBreak({ pieces }: Flow): boolean {
  const last = pieces.findLast((piece) => {
    if (piece.type === 'text') return piece.text.trim() !== '';
    return piece.type !== 'open' && piece.type !== 'close';
  });
  return last?.type === 'break';
}

function addBlock(flow: Flow, block: Block): void {
  endParagraph(flow);
  flow.blocks.push(block);
}

function writeHeading(level: number): Handler {
  return (flow, { children }) => {
    const { config, line } = flow.writer;
    const text = line(children, flow.wraps);
    if (text === '') return endParagraph(flow);
    const lines =
      config.headings === 'setext' && level <= 2 && mayBeUnderlined(text)
        ? [text, (level === 1 ? '=' : '-').repeat(Math.max(2, Math.min(80, text.length)))]
        : [`${'#'.repeat(level)} ${escapeEnd(text)}`];
    addBlock(flow, { kind: 'heading', lines });
  };
}

/** With a pipe and an underline a line would be a table, and one that begins with a tag is HTML, code in it too. */
function mayBeUnderlined(text: string): boolean {
  return !text.includes('|') && !text.startsWith('<');
}

/** Number signs at the end of a heading would be none of its text. */
function escapeEnd(text: string): string {
  return text.endsWith('#') && text !== '\\#' ? `${text.slice(0, -1)}\\#` : text;
}

/** Dashes in an item of a list could be items. */
function writeRule(flow: Flow): void {
  addBlock(flow, { kind: 'rule', lines: [flow.place.inItem ? '___' : '---'] });
}

function writeQuote(flow: Flow, { children }: Element): void {
  endParagraph(flow);
  const { writer, wraps } = flow;
  const blocks = writer.blocks(children, { wraps: [...wraps], inItem: false });
  if (blocks.length > 0) flow.blocks.push({ kind: 'quote', blocks });
}

/** Indented code would belong to a list or code before it, or a list around it, and loses empty lines at its ends. */
function writePreformatted(flow: Flow, element: Element): void {
  endParagraph(flow);
  const lines = preformattedLines(element);
  const mayIndent =
    flow.writer.config.code_blocks === 'indented' &&
    !flow.place.inItem &&
    !['list', 'code'].includes(flow.blocks.at(-1)?.kind ?? '') &&
    (lines.at(0) ?? '').trim() !== '' &&
    (lines.at(-1) ?? '').trim() !== '';
  const indented = () => lines.map((line) => (line === '' ? '' : `    ${line}`));
  flow.blocks.push({ kind: 'code', lines: mayIndent ? indented() : fencedCode(lines, languageOf(element)) });
}

function writeListBlock(flow: Flow, element: Element): void {
  if (followsItem(element)) return;
  endParagraph(flow);
  const list = makeList(flow, element);
  if (list.items.length > 0) flow.blocks.push(list);
}

function writeTableBlocks(flow: Flow, element: Element): void {
  endParagraph(flow);
  const parts = tableParts(element);
  if (isLayout(flow.writer, element, parts)) visitAll(flow, element.children);
  else writeTable(flow, parts);
  endParagraph(flow);
}

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...INLINE_HANDLERS,
  ...[1, 2, 3, 4, 5, 6].map((level): readonly [string, Handler] => [`h${level}`, writeHeading(level)]),
  ['br', addBreak],
  ['hr', writeRule],
  ['blockquote', writeQuote],
  ['pre', writePreformatted],
  ['ul', writeListBlock],
  ['ol', writeListBlock],
  ['menu', writeListBlock],
  ['dir', writeListBlock],
  ['li', writeListBlock],
  ['table', writeTableBlocks],
]);
