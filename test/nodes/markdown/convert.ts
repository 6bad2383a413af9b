import type { JsonObject } from '../../../src/engine/json.ts';
import { createWorkMeter } from '../../../src/engine/work-meter.ts';
import { markdownConfigSchema } from '../../../src/nodes/markdown/config.ts';
import { htmlToMarkdown } from '../../../src/nodes/markdown/html-to-markdown.ts';
import { markdownToHtml } from '../../../src/nodes/markdown/markdown-to-html.ts';

const work = () => createWorkMeter({ steps: 20_000_000, expired: () => false });

/** The Markdown of HTML. */
export function toMarkdown(html: string, config: JsonObject = {}): string {
  const parsed = markdownConfigSchema.parse({ operation: 'to_markdown', ...config });
  if (parsed.operation !== 'to_markdown') throw new Error('another operation');
  return htmlToMarkdown(html, parsed, work());
}

/** The HTML of Markdown. */
export function toHtml(markdown: string, config: JsonObject = {}): string {
  const parsed = markdownConfigSchema.parse({ operation: 'to_html', ...config });
  if (parsed.operation !== 'to_html') throw new Error('another operation');
  return markdownToHtml(markdown, parsed, work());
}

/** Ways to write Markdown that differ in every sign. */
export const STYLES: readonly JsonObject[] = [
  {},
  { headings: 'setext', bullet: '*', emphasis: '*', strong: '__', code_blocks: 'indented', links: 'referenced' },
  { bullet: '+', strong: '__' },
  { emphasis: '*' },
];
