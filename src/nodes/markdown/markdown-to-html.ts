import MarkdownIt, { type Token } from 'markdown-it';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { NodeError } from '../node-error.ts';
import type { ToHtmlConfig } from './config.ts';

const MAX_LENGTH = 500_000;

/** How many characters the attributes may have, such as the addresses of links: many links can refer to one long address. */
const MAX_ATTRIBUTES = 10_000_000;

/** What may begin or end something. The parser looks at it again and again, at other characters once. */
const MARKS = /[[\]()*_~`<>!&|:@\n-]/g;

const STEPS_PER_MARK = 8;
const CHARACTERS_PER_STEP = 8;

/**
 * The HTML of a Markdown text. HTML in it goes through as it is. Throws `NodeError` `markdown.too_long` or
 * `markdown.too_much`, and `WorkLimitError`.
 */
export function markdownToHtml(markdown: string, { github, breaks }: ToHtmlConfig, work: WorkMeter): string {
  if (markdown.length > MAX_LENGTH) {
    throw new NodeError('markdown.too_long', `The Markdown has over ${MAX_LENGTH} characters`);
  }
  payFor(markdown, work);
  const parser = new MarkdownIt(github ? 'default' : 'commonmark', { html: true, linkify: github, breaks });
  const environment = {};
  const tokens = parser.parse(markdown, environment);
  if (attributeLength(tokens) > MAX_ATTRIBUTES) {
    throw new NodeError('markdown.too_much', `The links of the HTML would have over ${MAX_ATTRIBUTES} characters`);
  }
  return parser.renderer.render(tokens, parser.options, environment);
}

/** Each line is looked at once for each quotation and list that it may go on with. */
function payFor(markdown: string, work: WorkMeter): void {
  const marks = markdown.match(MARKS)?.length ?? 0;
  const lines = markdown.split('\n');
  const depth = lines.reduce((most, line) => Math.max(most, nestingOf(line)), 0);
  work.spend(markdown.length / CHARACTERS_PER_STEP + marks * STEPS_PER_MARK + (lines.length * depth) / 4);
}

function nestingOf(line: string): number {
  return Math.min(100, line.match(/^[\s>*+-]*/)?.[0].length ?? 0);
}

function attributeLength(tokens: readonly Token[]): number {
  return tokens.reduce((sum, { attrs, children }) => {
    const own = (attrs ?? []).reduce((length, [, value]) => length + String(value).length, 0);
    return sum + own + attributeLength(children ?? []);
  }, 0);
}
