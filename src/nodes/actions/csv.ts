import type { Item } from '../../engine/item.ts';
import { csvConfigSchema } from '../csv/config.ts';
import { parseCsv } from '../csv/parse-csv.ts';
import { writeCsv } from '../csv/write-csv.ts';
import { completed, defineNode } from '../define-node.ts';
import { eachItem, linkedWithAll } from '../items.ts';
import { createNotices } from '../notices.ts';
import { readText } from '../text/text-source.ts';
import { putText } from '../text/text-target.ts';

/** How much of a text is read in one step. */
const CHARACTERS_PER_STEP = 2;

export const csvAction = defineNode({
  type: 'action.csv',
  kind: 'action',
  metadata: {
    name: 'CSV',
    description: 'Makes an item of each row of a CSV text or file, or one CSV of all items.',
    group: 'actions',
    example: { operation: 'to_items', text: '{{ $json.data }}' },
  },
  config: csvConfigSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute(run) {
    const config = run.config(0);
    if (config.operation === 'to_csv') {
      const csv = writeCsv(
        run.items.map((item) => item.json),
        config,
        run.work,
      );
      return completed([linkedWithAll(putText(csv, 'text/csv', config), run.items)]);
    }
    const notices = createNotices();
    const items = eachItem(run, (item: Item, each, index) => {
      if (each.operation !== 'to_items') return [];
      const text = readText(item, each);
      run.work.spend(Math.floor(text.length / CHARACTERS_PER_STEP));
      const { rows, more } = parseCsv(text, each);
      if (more) notices.add(`Only ${each.max_rows} rows were read, as max_rows says, and there are more`, index);
      return rows.map((json) => ({ json }));
    });
    notices.log(run);
    return completed(items);
  },
});
