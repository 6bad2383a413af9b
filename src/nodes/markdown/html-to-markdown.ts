import TurndownService from 'turndown';
import { gfm } from 'turndown-plugin-gfm';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { parseHtml } from '../html/parse-html.ts';
import { elementTree } from '../html/select/element-tree.ts';
import type { ToMarkdownConfig } from './config.ts';
import { payForMarkdown } from './pay-for-markdown.ts';
import { toDom } from './to-dom.ts';

/** How many characters are parsed in one step. */
const CHARACTERS_PER_STEP = 8;

/**
 * The Markdown of the body of an HTML text; scripts and styles are left out. Throws `NodeError` `html.*`, and
 * `WorkLimitError`.
 */
export function htmlToMarkdown(html: string, config: ToMarkdownConfig, work: WorkMeter): string {
  work.spend(html.length / CHARACTERS_PER_STEP);
  const document = parseHtml(html);
  payForMarkdown(elementTree(document), work);
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
  service.remove(['script', 'style', 'noscript', 'head', 'title', 'template']);
  return service.turndown(toDom(document));
}
