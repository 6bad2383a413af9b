import { z } from '@hono/zod-openapi';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/http/app-types.ts';
import { defineRoute, mountRaw } from '../../src/http/route.ts';
import { optionalBody } from '../../src/http/route-parts.ts';
import { API_KEY, fakeApp, OTHER_WORKSPACE, USER, WORKSPACE } from '../support/http-fakes.ts';

const words = { tags: ['Tests'], description: 'A route of the tests.' };

const echo = defineRoute({
  ...words,
  operationId: 'echo',
  summary: 'Echo',
  method: 'post',
  path: '/api/v1/workspaces/{workspace_id}/echo',
  permission: 'workflows:write',
  request: {
    params: z.object({ workspace_id: z.uuid() }),
    body: { required: true, content: { 'application/json': { schema: z.strictObject({ text: z.string().max(5) }) } } },
  },
  responses: {
    201: {
      description: 'Echoed.',
      content: { 'application/json': { schema: z.object({ text: z.string(), user: z.string() }) } },
    },
  },
});

const maybe = defineRoute({
  ...words,
  operationId: 'maybe',
  summary: 'Maybe',
  method: 'post',
  path: '/api/v1/workspaces/{workspace_id}/maybe',
  permission: 'workflows:write',
  request: {
    params: z.object({ workspace_id: z.uuid() }),
    body: optionalBody(z.strictObject({ text: z.string().optional() })),
  },
  responses: { 204: { description: 'Taken.' } },
});

const me = defineRoute({
  ...words,
  operationId: 'me',
  summary: 'Me',
  method: 'get',
  path: '/api/v1/me',
  permission: 'authenticated',
  responses: { 204: { description: 'Signed in.' } },
});

function register(app: App): void {
  app.openapi(echo, (c) => c.json({ text: c.req.valid('json').text, user: c.var.actor.userId }, 201));
  app.openapi(maybe, (c) => c.body(null, 204));
  app.openapi(me, (c) => c.body(null, 204));
}

const PATH = `/api/v1/workspaces/${WORKSPACE}/echo`;

function post(body: string, headers: Record<string, string>) {
  return { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } };
}

describe('defineRoute', () => {
  it('lets a member pass to the handler with the parsed body and the actor', async () => {
    const { app, bearer } = await fakeApp(register);
    const response = await app.request(PATH, post('{"text":"hi"}', bearer));
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ text: 'hi', user: USER });
  });

  it('lists every fault of a body', async () => {
    const { app, bearer } = await fakeApp(register);
    const response = await app.request(PATH, post('{"text":"too long","more":1}', bearer));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'input.invalid',
      errors: [
        { code: 'input.too_big', in: 'body', path: ['text'] },
        { code: 'input.unknown_field', in: 'body', path: ['more'] },
      ],
    });
  });

  it.each(['Application/JSON', 'application/vnd.api.v2+json', 'application/json; charset="utf-8"'])(
    'reads a body that goes by %s',
    async (type) => {
      const { app, bearer } = await fakeApp(register);
      const response = await app.request(PATH, post('{"text":"hi"}', { ...bearer, 'content-type': type }));
      expect(response.status).toBe(201);
    },
  );

  it('takes an empty body for none where it may be missing, whatever its content type says', async () => {
    const { app, bearer } = await fakeApp(register);
    const path = `/api/v1/workspaces/${WORKSPACE}/maybe`;
    expect((await app.request(path, { method: 'POST', headers: bearer })).status).toBe(204);
    expect((await app.request(path, post('', bearer))).status).toBe(204);
    expect(await (await app.request(PATH, post('', bearer))).json()).toMatchObject({ code: 'input.body_required' });
  });

  it('authenticates before it reads the body', async () => {
    const { app } = await fakeApp(register);
    const response = await app.request(PATH, post('{', {}));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
    expect(await response.json()).toMatchObject({ code: 'auth.unauthenticated' });
  });

  it('refuses a revoked session', async () => {
    const { app, bearer } = await fakeApp(register, { revoked: true });
    expect((await app.request(PATH, post('{}', bearer))).status).toBe(401);
  });

  it('names the permission that a member lacks', async () => {
    const { app, bearer } = await fakeApp(register, { role: 'viewer' });
    const response = await app.request(PATH, post('{}', bearer));
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      code: 'permissions.denied',
      detail: 'This needs the permission workflows:write.',
    });
  });

  it('hides a workspace from strangers', async () => {
    const { app, bearer } = await fakeApp(register);
    const response = await app.request(PATH.replace(WORKSPACE, OTHER_WORKSPACE), post('{}', bearer));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'workspaces.not_found' });
  });

  it('allows an API key what its scopes name, in its workspace only', async () => {
    const { app } = await fakeApp(register, { scopes: ['workflows:write'] });
    const request = post('{"text":"hi"}', { 'x-api-key': API_KEY });
    expect((await app.request(PATH, request)).status).toBe(201);
    expect((await app.request(PATH.replace(WORKSPACE, OTHER_WORKSPACE), request)).status).toBe(404);
    expect((await app.request('/api/v1/me', { headers: { 'x-api-key': API_KEY } })).status).toBe(403);
  });

  it("never gives an API key more than its owner's role", async () => {
    const { app } = await fakeApp(register, { role: 'viewer', scopes: ['workflows:write'] });
    expect((await app.request(PATH, post('{"text":"hi"}', { 'x-api-key': API_KEY }))).status).toBe(403);
  });
});

describe('mountRaw', () => {
  it('passes the request on untouched, and documents each method', async () => {
    const { app } = await fakeApp((raw) =>
      mountRaw(
        raw,
        {
          ...words,
          operationId: 'receive',
          summary: 'Receive',
          methods: ['post', 'get'],
          path: '/webhooks/{endpoint_id}/{rest}',
          permission: 'public',
          responses: { 202: { description: 'Accepted.' } },
        },
        async (c) => c.text(`${c.req.param('rest')} ${await c.req.text()}`, 202),
      ),
    );
    const response = await app.request('/webhooks/abc/orders/1', { method: 'POST', body: '{' });
    expect(await response.text()).toBe('orders/1 {');
    const operations = app.openAPIRegistry.definitions.filter((definition) => definition.type === 'route');
    expect(operations.map(({ route }) => route.operationId)).toEqual(['receive_post', 'receive_get']);
  });
});
