import { z } from '@hono/zod-openapi';

const limit = z.int().nullable();

const limitsSchema = z
  .strictObject({
    executions: limit.openapi({
      description: 'Of a calendar month in UTC; those that others have started do not count.',
    }),
    active_workflows: limit,
    members: limit,
    retention_days: limit.openapi({ description: 'The longest that executions are kept.' }),
    concurrency: limit.openapi({ description: 'Executions of the queue that run at the same time.' }),
  })
  .openapi('PlanLimits', { description: 'null: as much as one likes.' });

export const planSchema = z.strictObject({ id: z.string(), name: z.string(), limits: limitsSchema }).openapi('Plan');

const historySchema = z
  .strictObject({
    executions: z.int(),
    bytes: z
      .int()
      .openapi({ description: 'Of their rows and those of their nodes in Postgres, as compressed, without indexes.' }),
    estimate: z.boolean().openapi({
      description: 'Whether only the newest executions were counted and weighed, and the others taken to be like them.',
    }),
  })
  .openapi('HistoryUsage');

const usageSchema = z
  .strictObject({
    month: z.string().openapi({ description: 'The first day of the month, in UTC.' }),
    executions: z.int().openapi({ description: 'Counted each minute; those of the last minutes may be missing.' }),
    active_workflows: z.int(),
    members: z.int(),
    files: z.int().openapi({ description: 'In the bucket: files, and outputs that are too large for history.' }),
    file_bytes: z.int().openapi({ description: 'How many bytes these are together, outputs as compressed.' }),
    history: historySchema,
    runs_refused: z.boolean().openapi({ description: 'Whether new runs are refused until the next month.' }),
  })
  .openapi('PlanUsage');

const subscriptionSchema = z
  .strictObject({
    plan_id: z.string().nullable(),
    status: z.string().openapi({ description: 'As Stripe calls it: `active`, `past_due`, `canceled`, …' }),
    current_period_end: z.string().nullable(),
    cancel_at_period_end: z.boolean(),
    grace_until: z.string().nullable().openapi({ description: 'Until when the plan stays although a payment failed.' }),
  })
  .openapi('Subscription');

export const planViewSchema = z
  .strictObject({
    plan: planSchema,
    usage: usageSchema,
    subscription: subscriptionSchema.nullable(),
    for_sale: z.array(planSchema).openapi({ description: 'The plans that this server sells.' }),
  })
  .openapi('PlanView');
export type PlanView = z.infer<typeof planViewSchema>;
