import { type Element, isText } from 'domhandler';
import { textContent } from 'domutils';
import { attributeOf } from '../../html/select/attribute-of.ts';
import { harmlessAddress, isPlainAddress, writeAddress, writeTitle } from './address.ts';
import { escapeText } from './escape-text.ts';
import { type Flow, type Handler, visitAll, visitWrapped } from './flow.ts';
import { joinBlanks } from './tidy-line.ts';

function wrapping(kind: 'em' | 'strong' | 'del'): Handler {
  return (flow, element) => visitWrapped(flow, element, { kind });
}

/** Elements within a line, wherever the line stands. */
export const INLINE_HANDLERS: readonly (readonly [string, Handler])[] = [
  ['b', wrapping('strong')],
  ['strong', wrapping('strong')],
  ['i', wrapping('em')],
  ['em', wrapping('em')],
  ['del', wrapping('del')],
  ['s', wrapping('del')],
  ['strike', wrapping('del')],
  ['a', writeLink],
  ['img', writeImage],
  ['code', writeCode],
  ['input', writeCheckbox],
];

/** A link that leads nowhere, or that would run something, is its text alone. */
function writeLink(flow: Flow, element: Element): void {
  const address = harmlessAddress(attributeOf(element, 'href') ?? '');
  if (address === null || address === '') {
    visitAll(flow, element.children);
    return;
  }
  if (isPlainAddress(address) && isTextAlone(element, address)) {
    flow.pieces.push({ type: 'ready', markdown: `<${address}>` });
    return;
  }
  const target = targetOf(element, address);
  const { references, config } = flow.writer;
  const end = config.links === 'inlined' ? `](${target})` : `][${numberOf(references, target)}]`;
  visitWrapped(flow, element, { kind: 'link', end });
}

function targetOf(element: Element, address: string): string {
  return `${writeAddress(address)}${writeTitle(attributeOf(element, 'title'))}`;
}

/** Whether an address is shown by itself: `<https://example.com>`. */
function isTextAlone({ children: [child, ...others], attribs }: Element, address: string): boolean {
  return others.length === 0 && child !== undefined && isText(child) && child.data === address && !('title' in attribs);
}

function numberOf(references: Map<string, number>, target: string): number {
  const number = references.get(target) ?? references.size + 1;
  references.set(target, number);
  return number;
}

/** An image without a harmless address is what it would say instead. */
function writeImage({ pieces }: Flow, element: Element): void {
  const address = harmlessAddress(attributeOf(element, 'src') ?? '');
  const alt = joinBlanks(attributeOf(element, 'alt') ?? '').trim();
  if (address === null || address === '') {
    pieces.push({ type: 'text', text: alt });
    return;
  }
  pieces.push({ type: 'ready', markdown: `![${escapeText(alt)}](${targetOf(element, address)})` });
}

function writeCode({ pieces }: Flow, element: Element): void {
  const text = joinBlanks(textContent(element));
  if (text !== '') pieces.push({ type: 'code', text });
}

/** The box of a task in a list. */
function writeCheckbox({ pieces }: Flow, element: Element): void {
  if (attributeOf(element, 'type')?.toLowerCase() !== 'checkbox' || !isFirstOfItem(element)) return;
  const box = attributeOf(element, 'checked') === undefined ? '[ ]' : '[x]';
  pieces.push({ type: 'ready', markdown: box }, { type: 'text', text: ' ' });
}

function isFirstOfItem(element: Element): boolean {
  const { parent, prev } = element;
  const isFirst = prev === null || (prev.prev === null && textContent(prev).trim() === '');
  return isFirst && parent !== null && 'name' in parent && parent.name === 'li';
}
