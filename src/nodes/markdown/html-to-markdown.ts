import { createDocument } from '@mixmark-io/domino';
import render from 'dom-serializer';
import TurndownService from 'turndown';
import { gfm } from 'turndown-plugin-gfm';
import { parseHtml } from '../html/parse-html.ts';
import type { ToMarkdownConfig } from './config.ts';

/**
 * The Markdown of an HTML text; scripts and styles are left out. The HTML is parsed, measured and written again first:
 * a document that meets the parser of the standard in good order cannot make it multiply elements.
 */
export function htmlToMarkdown(html: string, config: ToMarkdownConfig): string {
  const service = new TurndownService({
    headingStyle: config.headings,
    bulletListMarker: config.bullet,
    emDelimiter: config.emphasis,
    strongDelimiter: config.strong,
    codeBlockStyle: config.code_blocks,
    linkStyle: config.links,
    hr: '---',
  });
  service.use(gfm);
  service.remove(['script', 'style', 'noscript']);
  return service.turndown(createDocument(render(parseHtml(html))).body);
}
