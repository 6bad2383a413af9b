import type { Item } from '../../engine/item.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { completed, defineNode } from '../define-node.ts';
import { type HtmlConfig, htmlConfigSchema } from '../html/config.ts';
import { extractValues } from '../html/extract-values.ts';
import { htmlTable } from '../html/html-table.ts';
import { eachItem, linkedWithAll, type MadeItem } from '../items.ts';
import { readText } from '../text/text-source.ts';
import { putText } from '../text/text-target.ts';

const MIME_TYPE = 'text/html';

function convert(item: Item, config: HtmlConfig, work: WorkMeter): MadeItem | readonly MadeItem[] {
  switch (config.operation) {
    case 'extract':
      return { json: extractValues(readText(item, config, 'html'), config, work) };
    case 'template':
      return putText(config.template, MIME_TYPE, config);
    case 'table':
      return [];
  }
}

export const htmlAction = defineNode({
  type: 'action.html',
  kind: 'action',
  metadata: {
    name: 'HTML',
    description: 'Takes values out of HTML by CSS selectors, fills a template, or makes a table of all items.',
    group: 'actions',
    example: {
      operation: 'extract',
      text: '{{ $json.data }}',
      values: [{ name: 'links', selector: 'a[href]', take: 'attribute', attribute: 'href', as_list: true }],
    },
  },
  config: htmlConfigSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute(run) {
    const config = run.config(0);
    if (config.operation !== 'table') return completed(eachItem(run, (item, its) => convert(item, its, run.work)));
    const table = htmlTable(
      run.items.map((item) => item.json),
      config,
      run.work,
    );
    return completed([linkedWithAll(putText(table, MIME_TYPE, config), run.items)]);
  },
});
