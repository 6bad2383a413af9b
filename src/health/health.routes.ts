import type { App } from '../http/app-types.ts';
import { defineRoute } from '../http/route.ts';
import { jsonResponse } from '../http/route-parts.ts';
import { aliveSchema, readinessSchema, toReadiness } from './health.schemas.ts';
import type { Figures } from './read-figures.ts';

/** Both throw what the problem handler turns into a 503 when Postgres does not answer. */
export type HealthDeps = {
  /** Asks Postgres anew. */
  readonly checkDatabase: () => Promise<void>;
  /** Some seconds old at most. */
  readonly figures: () => Promise<Figures>;
};

const tags = ['Health'];

const live = defineRoute({
  operationId: 'health_live',
  summary: 'Is it alive?',
  description: 'Whether the Worker runs, whatever else may be away.',
  tags,
  method: 'get',
  path: '/health/live',
  permission: 'public',
  responses: { 200: jsonResponse('It runs.', aliveSchema) },
});

const ready = defineRoute({
  operationId: 'health_ready',
  summary: 'Can it serve?',
  description:
    'Whether Postgres answers in time, and how far behind the work is: `late` is for people to look, not for traffic to go elsewhere.',
  tags,
  method: 'get',
  path: '/health/ready',
  permission: 'public',
  responses: { 200: jsonResponse('It serves.', readinessSchema) },
});

export function registerHealthRoutes(app: App, deps: HealthDeps): void {
  app.openapi(live, (c) => c.json({ status: 'ok' } as const, 200));
  app.openapi(ready, async (c) => {
    const [figures] = await Promise.all([deps.figures(), deps.checkDatabase()]);
    return c.json(toReadiness(figures), 200);
  });
}
