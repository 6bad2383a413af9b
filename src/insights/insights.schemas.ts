import { z } from '@hono/zod-openapi';

const day = z.iso
  .date()
  .regex(/^2\d{3}-/, 'Expected a day from 2000-01-01 on')
  .openapi({ example: '2026-11-30' });

const rangeQuery = {
  from: day.optional().openapi({ description: 'The first day, in UTC. Thirty days up to `to` if it is left out.' }),
  to: day.optional().openapi({ description: 'The last day, in UTC, itself included. Today if it is left out.' }),
  workflow_id: z.uuid().toLowerCase().optional().openapi({ description: 'Only this workflow.' }),
};

export const insightQuerySchema = z.strictObject(rangeQuery);
export type InsightQuery = z.infer<typeof insightQuerySchema>;

export const nodeInsightQuerySchema = z.strictObject({
  ...rangeQuery,
  sort: z
    .enum(['failures', 'duration'])
    .default('failures')
    .openapi({ description: 'Those first that failed most often, or that took longest on average.' }),
});
export type NodeInsightQuery = z.infer<typeof nodeInsightQuerySchema>;

const percentileField = z.int().nullable();

const figures = {
  executions: z.int().openapi({ description: 'Executions that ended.' }),
  completed: z.int(),
  failed: z.int(),
  cancelled: z.int(),
  failure_rate: z
    .number()
    .nullable()
    .openapi({ description: 'Failed ones among those that completed or failed, 0 to 1; null: there are none.' }),
  p50_ms: percentileField.openapi({
    description: 'From start to end, waits included; at most 10 % off. Cancelled ones are left out.',
  }),
  p95_ms: percentileField,
  mean_queued_ms: percentileField.openapi({ description: 'From when it was due to start until it started.' }),
  longest_queued_ms: percentileField,
};

const usage = z.strictObject({
  month: z.string().openapi({ description: 'The first day of the present month, in UTC.' }),
  executions: z.int().openapi({ description: 'Executions of this month that the plan counts.' }),
  limit: z.int().nullable().openapi({ description: 'How many the plan has; null: no limit.' }),
});

export const insightsSchema = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    counted_until: z.iso.datetime().nullable().openapi({ description: 'What ended later is not in yet.' }),
    total: z.strictObject(figures),
    days: z
      .array(z.strictObject({ day: z.string(), ...figures }))
      .openapi({ description: 'Days on which something ended.' }),
    workflows: z
      .array(z.strictObject({ workflow_id: z.uuid(), name: z.string().nullable(), ...figures }))
      .openapi({ description: 'The 50 with the most executions. `name` is null if the workflow was deleted.' }),
    usage,
  })
  .openapi('Insights');
export type Insights = z.infer<typeof insightsSchema>;

const nodeInsightSchema = z.strictObject({
  workflow_id: z.uuid(),
  workflow_name: z.string().nullable(),
  node_id: z.string(),
  node_type: z.string(),
  node_name: z.string(),
  runs: z.int(),
  failed: z.int(),
  failure_rate: z.number(),
  retries: z.int(),
  mean_ms: z.int(),
  p50_ms: percentileField,
  p95_ms: percentileField,
});

export const nodeInsightsSchema = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    counted_until: z.iso.datetime().nullable(),
    executions: z.int().openapi({ description: 'Executions that ended.' }),
    executions_read: z.int().openapi({
      description:
        'Those whose nodes are in these figures: all, or a sample of workflows with many executions a minute.',
    }),
    nodes: z.array(nodeInsightSchema).openapi({ description: 'Up to 50.' }),
  })
  .openapi('NodeInsights');
export type NodeInsights = z.infer<typeof nodeInsightsSchema>;
