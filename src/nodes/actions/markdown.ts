import type { Item } from '../../engine/item.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { completed, defineNode } from '../define-node.ts';
import { eachItem, type MadeItem } from '../items.ts';
import { type MarkdownConfig, markdownConfigSchema } from '../markdown/config.ts';
import { htmlToMarkdown } from '../markdown/html-to-markdown.ts';
import { markdownToHtml } from '../markdown/markdown-to-html.ts';
import { readText } from '../text/text-source.ts';
import { putText } from '../text/text-target.ts';

function convert(item: Item, config: MarkdownConfig, work: WorkMeter): MadeItem {
  const text = readText(item, config);
  if (config.operation === 'to_html') return putText(markdownToHtml(text, config, work), 'text/html', config);
  return putText(htmlToMarkdown(text, config, work), 'text/markdown', config);
}

export const markdownAction = defineNode({
  type: 'action.markdown',
  kind: 'action',
  metadata: {
    name: 'Markdown',
    description: 'Makes HTML of Markdown, and Markdown of HTML. Text stays text on the way.',
    group: 'actions',
    example: { operation: 'to_html', text: '{{ $json.body }}' },
  },
  config: markdownConfigSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute: (run) => completed(eachItem(run, (item, config) => convert(item, config, run.work))),
});
