import { z } from 'zod';

/** How long one may listen, in seconds. */
const MAX_SECONDS = 600;

export const listenRequestSchema = z
  .strictObject({
    seconds: z.number().int().min(1).max(MAX_SECONDS).default(120).meta({ description: 'How long to listen.' }),
    run: z.boolean().default(false).meta({
      description: 'Whether each call that is admitted starts a run of the draft, and is answered by it.',
    }),
  })
  .meta({ id: 'ListenRequest' });

export type ListenRequest = z.output<typeof listenRequestSchema>;

export const listeningSchema = z
  .strictObject({
    test_url_path: z.string().meta({ description: 'Where to call.' }),
    version: z.number().meta({ description: 'The draft that is tested: the last version saved when listening began.' }),
    run: z.boolean(),
    listening_until: z.iso.datetime(),
  })
  .meta({ id: 'Listening' });

export type Listening = z.output<typeof listeningSchema>;
