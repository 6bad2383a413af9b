import { z } from 'zod';
import { findFaults } from '../../engine/expression/find-faults.ts';
import type { FlowSettings } from '../../engine/workflow.ts';
import { MAX_CONCURRENCY, MAX_PRIORITY, MAX_RATE, MAX_WAITING, MAX_WINDOW_SECONDS } from '../../flow/flow-limits.ts';

/** UTF-16 units that the expression of a key or a priority may have. */
const MAX_EXPRESSION_LENGTH = 2000;

const expression = z
  .string()
  .min(1)
  .max(MAX_EXPRESSION_LENGTH)
  .superRefine((text, context) => {
    for (const { message } of findFaults(text)) context.addIssue({ code: 'custom', message });
  });

const seconds = z.int().min(1).max(MAX_WINDOW_SECONDS);
const whenFull = z.enum(['queue', 'drop', 'refuse']);

const concurrencySchema = z
  .strictObject({
    limit: z.int().min(1).max(MAX_CONCURRENCY).exactOptional(),
    per_key: z.int().min(1).max(MAX_CONCURRENCY).exactOptional(),
  })
  .refine(({ limit, per_key }) => limit !== undefined || per_key !== undefined, 'Expected limit, per_key or both');

const rateSchema = z
  .strictObject({
    limit: z.int().min(1).max(MAX_RATE).exactOptional(),
    per_key: z.int().min(1).max(MAX_RATE).exactOptional(),
    window_seconds: seconds,
  })
  .refine(({ limit, per_key }) => limit !== undefined || per_key !== undefined, 'Expected limit, per_key or both');

const debounceSchema = z
  .strictObject({ run: z.enum(['first', 'last']), seconds, max_seconds: seconds.exactOptional() })
  .refine(({ seconds: each, max_seconds: longest = each }) => longest >= each, {
    path: ['max_seconds'],
    message: 'Must not be less than seconds',
  });

/** `settings.flow` of a workflow: see docs/flow-control.md. */
export const flowSettingsSchema: z.ZodType<FlowSettings> = z
  .strictObject({
    key: expression.exactOptional(),
    concurrency: concurrencySchema.exactOptional(),
    rate: rateSchema.exactOptional(),
    debounce: debounceSchema.exactOptional(),
    singleton: whenFull.exactOptional(),
    priority: z.union([z.int().min(-MAX_PRIORITY).max(MAX_PRIORITY), expression]).exactOptional(),
    when_full: whenFull.exactOptional(),
    max_waiting: z.int().min(1).max(MAX_WAITING).exactOptional(),
  })
  .meta({ id: 'FlowSettings', required: [] });
