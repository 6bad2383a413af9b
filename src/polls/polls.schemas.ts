import { z } from 'zod';
import { wholeListSchema } from '../shared/pagination.ts';

/** A polling trigger as people see it: how often it asks, when it asked last, and what came of that. */
export const pollViewSchema = z
  .strictObject({
    id: z.uuid(),
    workflow_id: z.uuid(),
    node_id: z.string(),
    every_minutes: z.int(),
    next_poll_at: z.iso.datetime().meta({ description: 'The minute after this moment it asks again.' }),
    last_polled_at: z.iso.datetime().nullable(),
    last_found_at: z.iso.datetime().nullable().meta({ description: 'When it found something new last.' }),
    found_count: z.int().meta({ description: 'How many new things it has found.' }),
    failures: z.int().meta({ description: 'How often asking has failed since it last went well.' }),
    last_error: z
      .strictObject({ code: z.string(), message: z.string() })
      .nullable()
      .meta({ description: 'Why it failed the last time; null if it did not.' }),
  })
  .meta({ id: 'Poll' });

export type PollView = z.infer<typeof pollViewSchema>;

export const pollListSchema = wholeListSchema(pollViewSchema).meta({ id: 'PollList' });
