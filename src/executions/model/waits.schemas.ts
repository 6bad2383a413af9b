import { z } from '@hono/zod-openapi';
import { jsonValueSchema } from '../../shared/json/json-schema.ts';
import { wholeListSchema } from '../../shared/pagination.ts';

/** An open wait: where it is resumed or decided, and until when. */
const openWaitSchema = z
  .strictObject({
    node_id: z.string(),
    run_index: z.int(),
    kind: z.enum(['webhook', 'approval', 'form']),
    url: z.string().openapi({ description: 'Whoever has it may use it. A path where the server knows no address.' }),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime().nullable(),
    details: jsonValueSchema('What the caller or the person is asked.'),
  })
  .openapi('OpenWait');

export type OpenWait = z.infer<typeof openWaitSchema>;

export const openWaitListSchema = wholeListSchema(openWaitSchema).openapi('OpenWaitList');
