import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineRoute } from '../../src/http/route.ts';
import { AppError } from '../../src/shared/errors.ts';
import { API_KEY, fakeApp, OTHER_WORKSPACE, USER, WORKSPACE } from '../support/http-fakes.ts';

const route = defineRoute({
  operationId: 'change_it',
  summary: 'Change it',
  description: 'For admins.',
  tags: [],
  method: 'get',
  path: '/api/v1/workspaces/{workspace_id}/it',
  permission: 'workspace:manage',
  request: { params: z.object({ workspace_id: z.string() }) },
  responses: { 204: { description: 'Changed.' } },
});

async function appOf() {
  return fakeApp((app) => app.openapi(route, (c) => c.body(null, 204)), { role: 'viewer', scopes: ['workflows:read'] });
}

const path = (workspace: string) => `/api/v1/workspaces/${workspace}/it`;

describe('who is refused', () => {
  it('is written down, with what was asked for', async () => {
    const { app, logged, bearer } = await appOf();
    await app.request(path(WORKSPACE), { headers: bearer });
    await app.request(path(WORKSPACE), { headers: { 'x-api-key': API_KEY } });
    await app.request(path(OTHER_WORKSPACE), { headers: bearer });
    await app.request(path(WORKSPACE), { headers: { authorization: 'Bearer nonsense' } });
    const common = { level: 'info', method: 'GET', request_id: expect.any(String) };
    expect(logged).toMatchObject([
      { ...common, message: 'permissions.denied', status: 403, user_id: USER, api_key_id: null, path: path(WORKSPACE) },
      { ...common, message: 'permissions.denied', user_id: USER, api_key_id: USER },
      { ...common, message: 'workspaces.not_found', status: 404, user_id: USER, path: path(OTHER_WORKSPACE) },
      { ...common, message: 'auth.unauthenticated', status: 401, user_id: null },
    ]);
  });

  it('for too many tries is, too, and whoever sends what is wrong is not', async () => {
    for (const [status, lines] of [
      [429, 1],
      [400, 0],
      [404, 0],
    ] as const) {
      const { app, logged } = await fakeApp((routes) =>
        routes.get('/boom', () => {
          throw new AppError('some.code', status, 'No.');
        }),
      );
      await app.request('/boom');
      expect([status, logged.length]).toEqual([status, lines]);
    }
  });
});
