import { z } from 'zod';
import { completed, defineNode } from '../define-node.ts';
import { timezone } from '../fields.ts';
import { endsAfterStart, scheduleOptionFields } from '../schedule/schedule-options.ts';
import { scheduleRuleSchema } from '../schedule/schedule-rule.ts';

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
  execute: (run) => completed([{ json: { timestamp: new Date(run.now()).toISOString(), ...run.trigger.data } }]),
});
