import { z } from '@hono/zod-openapi';

const moment = z.iso.datetime();

/** What a run of the nightly work forgot of one workspace. */
export const forgottenSchema = z
  .strictObject({
    started_at: moment,
    ended_at: moment.nullable().openapi({ description: 'null: it goes on, or was cut off.' }),
    status: z.enum(['running', 'completed', 'unfinished', 'failed']).openapi({
      description: '`unfinished`: the time was over, and the next night goes on. `failed`: a part of it was not done.',
    }),
    executions: z.int().openapi({ description: 'Executions of this workspace that were past their retention.' }),
  })
  .openapi('Forgotten');
export type Forgotten = z.infer<typeof forgottenSchema>;
