import Markdown, { type MarkdownIt, type Token } from 'markdown-it';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { NodeError } from '../node-error.ts';
import type { ToHtmlConfig } from './config.ts';
import { tameState } from './tame-tokens.ts';

const MAX_LENGTH = 500_000;

/** How many characters the attributes may have, such as the addresses of links: many links can refer to one long address. */
const MAX_ATTRIBUTES = 10_000_000;

/** What may begin or end something. The parser looks at it again and again, at other characters once. */
const MARKS = /[[\]()*_~`<>!&|:@\n-]/g;

const STEPS_PER_MARK = 8;
const CHARACTERS_PER_STEP = 8;

/** How deep quotations and lists may be: each of those has two levels, itself and its item. */
const MAX_LEVELS = 260;

/**
 * The HTML of a Markdown text. Throws `NodeError` `markdown.too_long`, `markdown.too_deep` or `markdown.too_much`, and
 * `WorkLimitError`.
 */
export function markdownToHtml(markdown: string, config: ToHtmlConfig, work: WorkMeter): string {
  if (markdown.length > MAX_LENGTH) {
    throw new NodeError('markdown.too_long', `The Markdown has over ${MAX_LENGTH} characters`);
  }
  payFor(markdown, work);
  const parser = createParser(config);
  const environment = {};
  const tokens = parser.parse(markdown, environment);
  if (tokens.some(isTooDeep)) {
    throw new NodeError('markdown.too_deep', `The Markdown is over ${MAX_LEVELS} levels deep`);
  }
  if (attributeLength(tokens) > MAX_ATTRIBUTES) {
    throw new NodeError('markdown.too_much', `The links of the HTML would have over ${MAX_ATTRIBUTES} characters`);
  }
  return parser.renderer.render(tokens, parser.options, environment);
}

function createParser({ github, breaks, html }: ToHtmlConfig): MarkdownIt {
  const options = { html: html !== 'text', linkify: github, breaks, maxNesting: MAX_LEVELS };
  const parser = new Markdown(github ? 'default' : 'commonmark', options);
  // A comment of code, `//name.io`, is no address.
  parser.linkify.add('//', null);
  if (html === 'harmless') parser.core.ruler.push('tame_html', tameState);
  return parser;
}

/** The parser leaves out what is deeper. */
function isTooDeep({ type, level }: Token): boolean {
  return (type === 'blockquote_open' || type === 'list_item_open') && level >= MAX_LEVELS - 1;
}

/** Each line is looked at once for each quotation and list that it may go on with. */
function payFor(markdown: string, work: WorkMeter): void {
  const marks = markdown.match(MARKS)?.length ?? 0;
  const lines = markdown.split('\n');
  const depth = lines.reduce((most, line) => Math.max(most, nestingOf(line)), 0);
  work.spend(markdown.length / CHARACTERS_PER_STEP + marks * STEPS_PER_MARK + (lines.length * depth) / 4);
}

function nestingOf(line: string): number {
  return Math.min(MAX_LEVELS, line.match(/^[\s>*+-]*/)?.[0].length ?? 0);
}

function attributeLength(tokens: readonly Token[]): number {
  return tokens.reduce((sum, { attrs, children }) => {
    const own = (attrs ?? []).reduce((length, [, value]) => length + String(value).length, 0);
    return sum + own + attributeLength(children ?? []);
  }, 0);
}
