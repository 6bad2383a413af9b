import { decodeHTMLAttribute, escapeUTF8 } from 'entities';
import { type Markup, readMarkup, type WrittenAttribute } from '../../engine/text/read-tag.ts';
import { harmlessAttributes, VOID_ELEMENTS } from './harmless-elements.ts';
import { harmlessAddress } from './write/address.ts';

/** The elements of HTML that are open within one element of Markdown; how many of each name. */
export type OpenElements = { readonly names: string[]; readonly counts: Map<string, number> };

/** No elements. */
export function noElements(): OpenElements {
  return { names: [], counts: new Map() };
}

/**
 * HTML that shows something and does nothing: harmless elements stay with their harmless attributes, other tags become text,
 * comments and end tags without a beginning go. `open` is changed.
 */
export function tameHtml(html: string, open: OpenElements): string {
  const parts: string[] = [];
  let at = 0;
  for (let sign = html.indexOf('<'); sign !== -1; sign = html.indexOf('<', at)) {
    const markup = readMarkup(html, sign);
    parts.push(html.slice(at, sign), tame(markup, html.slice(sign, markup.end), open));
    at = markup.end;
  }
  parts.push(html.slice(at));
  return parts.join('');
}

/** The end tags of all that is still open. */
export function closeElements(open: OpenElements): string {
  const tags = open.names.toReversed().map((name) => `</${name}>`);
  open.names.length = 0;
  open.counts.clear();
  return tags.join('');
}

function tame(markup: Markup, source: string, open: OpenElements): string {
  if (markup.type === 'text' || isUnended(markup, source)) return escapeUTF8(source);
  if (markup.type === 'hidden') return '';
  const { name, attributes } = markup;
  const harmless = harmlessAttributes(name);
  if (harmless === undefined) return escapeUTF8(source);
  if (markup.type === 'close') return closeUpTo(name, open);
  if (!VOID_ELEMENTS.has(name)) {
    open.names.push(name);
    open.counts.set(name, (open.counts.get(name) ?? 0) + 1);
  }
  return `<${name}${tameAttributes(attributes, harmless)}>`;
}

/** A tag that never ends is as good as text. */
function isUnended({ type }: Markup, source: string): boolean {
  return type === 'hidden' && !/^<[!?]|>$/.test(source);
}

function closeUpTo(name: string, { names, counts }: OpenElements): string {
  if ((counts.get(name) ?? 0) === 0) return '';
  const tags: string[] = [];
  for (let last = names.pop(); last !== undefined; last = names.pop()) {
    counts.set(last, (counts.get(last) ?? 0) - 1);
    tags.push(`</${last}>`);
    if (last === name) break;
  }
  return tags.join('');
}

function tameAttributes(attributes: readonly WrittenAttribute[], harmless: ReadonlySet<string>): string {
  const written = new Map<string, string>();
  for (const { name, value } of attributes) {
    if (!harmless.has(name) || written.has(name)) continue;
    const decoded = decodeHTMLAttribute(value);
    const kept = name === 'href' || name === 'src' ? harmlessAddress(decoded) : decoded;
    if (kept !== null) written.set(name, kept);
  }
  return [...written].map(([name, value]) => ` ${name}="${escapeUTF8(value)}"`).join('');
}
