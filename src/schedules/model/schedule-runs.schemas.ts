import { z } from '@hono/zod-openapi';
import { EXECUTION_STATUSES } from '../../executions/model/executions.schemas.ts';
import { scheduleSchema } from './schedules.schemas.ts';

const moment = z.iso.datetime();

const lag = z.int().openapi({ description: 'From the slot to the start, in milliseconds.' });

export const scheduleRunSchema = z
  .strictObject({
    slot_at: moment.nullable().openapi({ description: 'The moment that the rule named; null: a person wanted it.' }),
    reason: z.enum(['schedule', 'backfill', 'run_now']),
    execution_id: z.uuid(),
    created_at: moment,
    status: z.enum(EXECUTION_STATUSES).nullable().openapi({ description: 'null: the execution is not kept any more.' }),
    started_at: moment.nullable(),
    lag_ms: lag.nullable(),
  })
  .openapi('ScheduleRun');
export type ScheduleRun = z.infer<typeof scheduleRunSchema>;

/** A schedule, and how late its last runs began. */
export const scheduleDetailsSchema = scheduleSchema
  .extend({
    lag: z
      .strictObject({ runs: z.int(), last_ms: lag, p50_ms: lag, p95_ms: lag, max_ms: lag })
      .nullable()
      .openapi({ description: 'Over the last 100 runs that a tick has started; null: there are none.' }),
  })
  .openapi('ScheduleDetails');
export type ScheduleDetails = z.infer<typeof scheduleDetailsSchema>;

export const backfillSchema = z
  .strictObject({
    from: z.iso.datetime({ offset: true }).openapi({ description: 'The first moment of the range.' }),
    to: z.iso.datetime({ offset: true }).openapi({ description: 'The first moment after it; not later than now.' }),
  })
  .openapi('Backfill');
export type Backfill = z.infer<typeof backfillSchema>;

export const backfilledSchema = z
  .strictObject({
    slots: z.int().openapi({ description: 'How many slots the range has.' }),
    started: z.int().openapi({ description: 'How many of them were started now; the others had run before.' }),
    execution_ids: z.array(z.uuid()),
  })
  .openapi('Backfilled');
export type Backfilled = z.infer<typeof backfilledSchema>;

export const startedRunSchema = z.strictObject({ execution_id: z.uuid() }).openapi('StartedRun');
