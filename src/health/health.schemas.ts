import { z } from '@hono/zod-openapi';
import type { Figures } from './read-figures.ts';

/** From when on something is late, in seconds: two ticks that were missed, and as long as a sweep may take to send again. */
const LATE = [
  ['tickAge', 180],
  ['queueAge', 300],
  ['scheduleLag', 180],
  ['pollLag', 300],
] as const;

const age = (what: string) =>
  z
    .number()
    .nullable()
    .openapi({ description: `${what}, in seconds; \`null\`: there is none.` });

export const aliveSchema = z.strictObject({ status: z.literal('ok') }).openapi('Health');

export const readinessSchema = z
  .strictObject({
    status: z.enum(['ok', 'late']).openapi({ description: '`late`: it serves, but one of these ages is too high.' }),
    queue_age: age('How long the oldest execution that never ran has been due'),
    schedule_lag: age('By how much the schedule that is due the longest is late'),
    poll_lag: age('By how much the poll that is due the longest is late'),
    tick_age: age('Since the last tick that came to its end'),
  })
  .openapi('Readiness');

type Readiness = z.infer<typeof readinessSchema>;

/** What is told to anybody: ages, no counts. */
export function toReadiness(figures: Figures): Readiness {
  const isLate = LATE.some(([name, limit]) => (figures[name] ?? 0) > limit);
  return {
    status: isLate ? 'late' : 'ok',
    queue_age: figures.queueAge,
    schedule_lag: figures.scheduleLag,
    poll_lag: figures.pollLag,
    tick_age: figures.tickAge,
  };
}
