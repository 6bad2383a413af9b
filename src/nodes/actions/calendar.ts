import { calendarConfigSchema } from '../calendar/config.ts';
import { createEvent } from '../calendar/create-event.ts';
import { parseCalendar } from '../calendar/parse-calendar.ts';
import { zoneWriter } from '../calendar/write-zone.ts';
import { completed, defineNode } from '../define-node.ts';
import { eachItem } from '../items.ts';
import { readText } from '../text/text-source.ts';
import { putText } from '../text/text-target.ts';

export const calendarAction = defineNode({
  type: 'action.calendar',
  kind: 'action',
  metadata: {
    name: 'iCalendar',
    description: 'Makes a calendar file with an event for each item, or an item of each event of a calendar file.',
    group: 'actions',
    example: { operation: 'create', title: '{{ $json.title }}', start: '{{ $json.starts_at }}', output: 'file' },
  },
  config: calendarConfigSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute: (run) => {
    const { timezone, work } = run;
    const writer = zoneWriter(work);
    return completed(
      eachItem(run, (item, config, index) => {
        if (config.operation === 'parse') {
          return parseCalendar(readText(item, config), timezone, work).map((json) => ({ json }));
        }
        const context = { uid: run.idempotencyKey(index), now: run.now(), timezone, zoneWriter: writer };
        return putText(createEvent(config, context), 'text/calendar', config);
      }),
    );
  },
});
