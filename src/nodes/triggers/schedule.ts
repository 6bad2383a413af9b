import { z } from 'zod';
import type { JsonValue } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';
import { completed, defineNode } from '../define-node.ts';
import { timezone } from '../fields.ts';
import { endsAfterStart, scheduleOptionFields } from '../schedule/schedule-options.ts';
import { scheduleRuleSchema } from '../schedule/schedule-rule.ts';

/** A schedule without an input of its own gives an empty object. */
function isEmpty(input: JsonValue): boolean {
  return input === null || (isObject(input) && Object.keys(input).length === 0);
}

export const scheduleTrigger = defineNode({
  type: 'trigger.schedule',
  kind: 'trigger',
  metadata: {
    name: 'Schedule trigger',
    description:
      'Starts the workflow at fixed times: by simple rules or by cron expressions, in the time zone you name.',
    group: 'triggers',
    example: { rules: [{ unit: 'days', interval: 1, hour: 7, minute: 30 }], timezone: 'Europe/Berlin' },
  },
  config: z
    .strictObject({
      rules: z
        .array(scheduleRuleSchema)
        .min(1)
        .max(20)
        .meta({ title: 'Rules', description: 'When it runs. Each rule runs the workflow for itself.' }),
      timezone: timezone(),
      ...scheduleOptionFields,
    })
    .refine(endsAfterStart.check, endsAfterStart.fault),
  inputs: [],
  outputs: ['main'],
  effect: 'none',
  execute: (run) => {
    const { data, input } = run.trigger;
    const given = isEmpty(input) ? {} : { input };
    return completed([{ json: { timestamp: new Date(run.now()).toISOString(), ...data, ...given } }]);
  },
});
