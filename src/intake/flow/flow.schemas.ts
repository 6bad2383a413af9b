import { z } from '@hono/zod-openapi';
import { flowSettingsSchema } from '../../workflows/graph/flow.schemas.ts';

const moment = z.iso.datetime();

const atGateSchema = z.strictObject({
  execution_id: z.uuid(),
  key: z.string(),
  since: moment.openapi({ description: 'When it was let in, or when it came.' }),
});

/** What the gate of a workflow lets through at this moment. */
export const flowStateSchema = z
  .strictObject({
    flow: flowSettingsSchema.nullable().openapi({ description: 'The limits of the published version; null: none.' }),
    running: z
      .int()
      .openapi({ description: 'Executions that have begun and not ended, those that wait in a node too.' }),
    waiting: z.int().openapi({ description: 'Executions that wait for a limit or the end of a debounce.' }),
    keys: z
      .array(z.strictObject({ key: z.string(), running: z.int(), waiting: z.int() }))
      .openapi({ description: 'The 100 keys with the most executions.' }),
    running_executions: z.array(atGateSchema).openapi({ description: 'The 100 that have run longest.' }),
    waiting_executions: z.array(atGateSchema).openapi({ description: 'The 100 that have waited longest.' }),
  })
  .openapi('FlowState');

export type FlowState = z.infer<typeof flowStateSchema>;
