import { z } from '@hono/zod-openapi';
import { EXECUTION_STATUSES } from '../executions/model/executions.schemas.ts';
import { wholeListSchema } from '../shared/pagination.ts';

const call = {
  created_at: z.iso.datetime(),
  method: z.string().nullable(),
  path: z.string().nullable().openapi({ description: 'What followed the address of the endpoint.' }),
};

const acceptedSchema = z
  .strictObject({
    type: z.literal('accepted'),
    execution_id: z.uuid(),
    status: z.enum(EXECUTION_STATUSES),
    error_code: z.string().nullable(),
    ...call,
  })
  .openapi('AcceptedDelivery');

const refusedSchema = z
  .strictObject({
    type: z.literal('refused'),
    id: z.uuid(),
    http_status: z.int(),
    code: z.string(),
    message: z.string().openapi({ description: 'What the sender was told.' }),
    unwritten: z.int().openapi({ description: 'How many more were refused shortly before, and not written down.' }),
    ...call,
  })
  .openapi('RefusedDelivery');

export const deliverySchema = z.discriminatedUnion('type', [acceptedSchema, refusedSchema]);
export type Delivery = z.infer<typeof deliverySchema>;

export const deliveryListSchema = wholeListSchema(deliverySchema);

export const listDeliveriesQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50).openapi({ description: 'How many, the newest first.' }),
  outcome: z.enum(['accepted', 'refused']).optional(),
});
export type ListDeliveries = z.infer<typeof listDeliveriesQuery>;
