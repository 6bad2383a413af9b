import { calculateDate } from '../dates/calculate-date.ts';
import { dateConfigSchema } from '../dates/config.ts';
import { formatFaults } from '../dates/format-faults.ts';
import { completed, defineNode } from '../define-node.ts';
import { eachItem, withResult } from '../items.ts';

export const dateTimeAction = defineNode({
  type: 'action.date_time',
  kind: 'action',
  metadata: {
    name: 'Date and time',
    description: 'Calculates with dates: the present, later and earlier ones, forms, rounding, differences and parts.',
    group: 'actions',
    example: { operation: 'add', date: '{{ $json.ordered_at }}', duration: 14, unit: 'days', output_field: 'due_at' },
  },
  config: dateConfigSchema,
  literalFaults: formatFaults,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute: (run) =>
    completed(
      eachItem(run, (item, config) => withResult(item, config, calculateDate(config, run.now(), run.timezone))),
    ),
});
