import { parseArgs } from 'node:util';
import { z } from 'zod';
import { StartError } from '../scripts/support/start-error.ts';

/** Parts that are measured only if they are named: they fill a database with millions of rows. */
const NAMED_PARTS = ['history'] as const;

const USUAL_PARTS = [
  ...(['engine', 'expressions', 'items', 'loops', 'memory', 'retention'] as const),
  ...([
    'ceiling',
    'a',
    'b',
    'c',
    'd',
    'e',
    'f',
    'g',
    'h',
    'i',
    'fair',
    'live',
    'code',
    'beside',
    'auth',
    'shapes',
    'j',
  ] as const),
];

const PARTS = [...USUAL_PARTS, ...NAMED_PARTS];

export type Part = (typeof PARTS)[number];

const numbers = z.string().transform((text) => text.split(',').map(Number));

const optionsSchema = z.object({
  only: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(PARTS)))
    .default([...USUAL_PARTS]),
  seconds: z.coerce.number().min(0.5).max(60).default(5),
  concurrency: numbers.pipe(z.array(z.int().min(1).max(500)).min(1)).default([1, 10, 50]),
  executions: z.coerce.number().int().min(1000).max(10_000_000).default(20_000),
  json: z.boolean().default(false),
});

/** What to measure, and for how long. */
export type Options = z.infer<typeof optionsSchema>;

const USAGE = `npm run bench -- [history] [--only ${PARTS.join(',')}] [--seconds 5] [--concurrency 1,10,50] [--executions 20000] [--json]`;

/** Reads the command line; throws a StartError that names the bad option. */
export function parseOptions(args: string[]): Options {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        only: { type: 'string' },
        seconds: { type: 'string' },
        concurrency: { type: 'string' },
        executions: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    return optionsSchema.parse(positionals.length === 0 ? values : { ...values, only: positionals.join(',') });
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new StartError(`${reason}\n${USAGE}`, error);
  }
}
