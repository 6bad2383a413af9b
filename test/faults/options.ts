import { parseArgs } from 'node:util';
import { z } from 'zod';
import { StartError } from '../../scripts/support/start-error.ts';

/** Parts that are run unless others are named. */
const USUAL_PARTS = ['tests', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'] as const;

const PARTS = [...USUAL_PARTS, 'j'] as const;

export type Part = (typeof PARTS)[number];

const optionsSchema = z.object({
  only: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(PARTS)))
    .default([...USUAL_PARTS]),
  seconds: z.coerce.number().min(1).max(600).default(120),
  executions: z.coerce.number().int().min(20).max(100_000).default(1000),
  kills: z.coerce.number().int().min(1).max(1000).default(30),
  seeds: z.coerce.number().int().min(10).max(10_000_000).default(20_000),
  seed: z.coerce.number().int().min(1).default(1),
  minutes: z.coerce.number().min(0.5).max(600).default(30),
});

/** What is to be tried, and how much of it. */
export type Options = z.infer<typeof optionsSchema>;

const USAGE = `npm run faults -- [--only ${PARTS.join(',')}] [--seconds 120] [--executions 1000] [--kills 30] [--seeds 20000] [--seed 1] [--minutes 30]`;

/** Reads the command line; throws a StartError that names the bad option. */
export function parseOptions(args: string[]): Options {
  try {
    const names = ['only', 'seconds', 'executions', 'kills', 'seeds', 'seed', 'minutes'];
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    return optionsSchema.parse(parseArgs({ args, options }).values);
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new StartError(`${reason}\n${USAGE}`, error);
  }
}
