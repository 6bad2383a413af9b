import { z } from '@hono/zod-openapi';
import { describe, expect, it } from 'vitest';
import { defineRoute } from '../../src/http/route.ts';
import { API_KEY, fakeApp, NOW, WORKSPACE } from '../support/http-fakes.ts';

const route = defineRoute({
  operationId: 'step_up_probe',
  summary: 'Probe',
  description: 'Probe.',
  tags: ['Probe'],
  method: 'post',
  path: '/api/v1/workspaces/{workspace_id}/probe',
  permission: 'workspace:read',
  stepUp: true,
  request: { params: z.strictObject({ workspace_id: z.uuid() }) },
  responses: { 204: { description: 'Done.' } },
});

const TEN_MINUTES = 10 * 60 * 1000;

async function probe(confirmedAt: number | undefined, headers?: Record<string, string>) {
  const access = { scopes: ['workspace:read'], ...(confirmedAt !== undefined && { confirmedAt }) };
  const { app, bearer } = await fakeApp((routes) => {
    routes.openapi(route, (c) => c.body(null, 204));
  }, access);
  return app.request(`/api/v1/workspaces/${WORKSPACE}/probe`, { method: 'POST', headers: headers ?? bearer });
}

describe('a route with step-up', () => {
  it('serves whoever proved within ten minutes who they are', async () => {
    expect((await probe(NOW - TEN_MINUTES + 1)).status).toBe(204);
  });

  it('asks anew after ten minutes', async () => {
    const response = await probe(NOW - TEN_MINUTES);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'auth.step_up_required' });
  });

  it('serves no API key', async () => {
    const response = await probe(NOW, { 'x-api-key': API_KEY });
    expect(await response.json()).toMatchObject({ code: 'permissions.session_required' });
  });
});
