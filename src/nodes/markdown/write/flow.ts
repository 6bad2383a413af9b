import { type AnyNode, type Element, hasChildren, isTag, isText } from 'domhandler';
import { BLOCK_ELEMENTS, TABLE_PARTS, UNSEEN_ELEMENTS } from '../../../engine/text/html-names.ts';
import type { Piece, Wrap } from './pieces.ts';
import type { Block, Place, Writer } from './writer.ts';

/** A walk through nodes: the blocks so far, and the pieces of the line that has begun. */
export type Flow = {
  readonly writer: Writer;
  readonly place: Place;
  readonly blocks: Block[];
  pieces: Piece[];
  /** What is around the text at the moment. */
  readonly wraps: Wrap[];
  readonly handlers: Handlers;
  /** What is done where a block begins or ends. */
  readonly endBlock: (flow: Flow) => void;
};

export type Handler = (flow: Flow, element: Element) => void;
type Handlers = ReadonlyMap<string, Handler>;

/** What an element costs, in steps. */
const STEPS_PER_ELEMENT = 24;

/** Walks through nodes. Recursive, so the document must not be deep: see `parseHtml`. */
export function visitAll(flow: Flow, nodes: readonly AnyNode[]): void {
  for (const node of nodes) {
    if (isText(node)) flow.pieces.push({ type: 'text', text: node.data });
    else if (isTag(node)) visit(flow, node);
    else if (hasChildren(node)) visitAll(flow, node.children);
  }
}

function visit(flow: Flow, element: Element): void {
  flow.writer.work.spend(STEPS_PER_ELEMENT);
  const { name } = element;
  if (UNSEEN_ELEMENTS.has(name)) return;
  const handler = flow.handlers.get(name);
  if (handler !== undefined) handler(flow, element);
  else if (isBlock(name)) visitBlock(flow, element);
  else visitAll(flow, element.children);
}

function isBlock(name: string): boolean {
  return BLOCK_ELEMENTS.has(name) || TABLE_PARTS.has(name) || name === 'td' || name === 'th';
}

function visitBlock(flow: Flow, element: Element): void {
  flow.endBlock(flow);
  visitAll(flow, element.children);
  flow.endBlock(flow);
}

/** Walks through an element with a wrap around its text; one within its like changes nothing. */
export function visitWrapped(flow: Flow, { children }: Element, wrap: Wrap): void {
  if (flow.wraps.some(({ kind }) => kind === wrap.kind)) {
    visitAll(flow, children);
    return;
  }
  flow.wraps.push(wrap);
  flow.pieces.push({ type: 'open', wrap });
  visitAll(flow, children);
  flow.pieces.push({ type: 'close', wrap });
  flow.wraps.pop();
}

/** The pieces with which a line begins that stands within wraps. */
export function opened(wraps: readonly Wrap[]): Piece[] {
  return wraps.map((wrap) => ({ type: 'open', wrap }));
}

/** The pieces of the line that has begun, with all wraps closed. */
export function closedPieces({ pieces, wraps }: Flow): Piece[] {
  const closes = wraps.toReversed().map((wrap): Piece => ({ type: 'close', wrap }));
  return [...pieces, ...closes];
}
