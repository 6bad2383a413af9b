import { z } from '@hono/zod-openapi';
import type { App } from '../http/app-types.ts';
import { defineRoute } from '../http/route.ts';
import { jsonResponse } from '../http/route-parts.ts';

/** `checkDatabase` resolves when Postgres answers, and throws what the problem handler turns into a 503 otherwise. */
export type HealthDeps = { readonly checkDatabase: () => Promise<void> };

const tags = ['Health'];
const healthSchema = z.strictObject({ status: z.literal('ok') }).openapi('Health');

const live = defineRoute({
  operationId: 'health_live',
  summary: 'Is it alive?',
  description: 'Whether the Worker runs, whatever else may be away.',
  tags,
  method: 'get',
  path: '/health/live',
  permission: 'public',
  responses: { 200: jsonResponse('It runs.', healthSchema) },
});

const ready = defineRoute({
  operationId: 'health_ready',
  summary: 'Can it serve?',
  description: 'Whether Postgres answers in time.',
  tags,
  method: 'get',
  path: '/health/ready',
  permission: 'public',
  responses: { 200: jsonResponse('It serves.', healthSchema) },
});

export function registerHealthRoutes(app: App, deps: HealthDeps): void {
  app.openapi(live, (c) => c.json({ status: 'ok' } as const, 200));
  app.openapi(ready, async (c) => {
    await deps.checkDatabase();
    return c.json({ status: 'ok' } as const, 200);
  });
}
