import { NeonDbError } from '@neondatabase/serverless';
import { HTTPException } from 'hono/http-exception';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/shared/errors.ts';
import { fakeApp } from '../support/http-fakes.ts';

async function answerTo(thrown: unknown) {
  const { app, logged } = await fakeApp((routes) =>
    routes.get('/boom', () => {
      throw thrown;
    }),
  );
  const response = await app.request('/boom', { headers: { 'x-request-id': 'request-1' } });
  return { response, body: await response.json(), logged };
}

describe('problemResponse', () => {
  it('writes an AppError as RFC 9457', async () => {
    const fault = { code: 'graph.cycle', message: 'A cycle.', node_id: 'a' };
    const details = { faults: [fault], headers: { 'retry-after': '7' } };
    const { response, body, logged } = await answerTo(new AppError('workflows.invalid', 422, 'No good.', details));
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('retry-after')).toBe('7');
    expect(response.headers.get('x-request-id')).toBe('request-1');
    expect(body).toEqual({
      type: 'about:blank',
      title: 'Unprocessable Content',
      status: 422,
      code: 'workflows.invalid',
      detail: 'No good.',
      instance: '/boom',
      request_id: 'request-1',
      errors: [{ ...fault, path: [] }],
    });
    expect(logged).toEqual([]);
  });

  it.each([
    ['an Error', new Error('secret')],
    ['a string', 'secret'],
    ['an object', { secret: true }],
  ])('hides %s, and logs it once with the request id', async (_name, thrown) => {
    const { response, body, logged } = await answerTo(thrown);
    expect(response.status).toBe(500);
    expect(body).toMatchObject({ code: 'internal.unexpected', request_id: 'request-1' });
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(logged).toEqual([expect.objectContaining({ level: 'error', request_id: 'request-1', error: thrown })]);
  });

  it.each([
    [undefined, 503, 'database.unavailable'],
    ['40P01', 503, 'database.unavailable'],
    ['57P01', 503, 'database.unavailable'],
    ['42703', 500, 'internal.unexpected'],
  ])(
    'answers 503 if the database is away or busy, and 500 for a wrong statement (%s)',
    async (sqlstate, status, code) => {
      const error = Object.assign(new NeonDbError('it failed'), { code: sqlstate });
      const { response, body } = await answerTo(new Error('Failed query', { cause: error }));
      expect([response.status, body]).toEqual([status, expect.objectContaining({ code })]);
    },
  );

  it.each([
    ['/webhooks/wh_secret/orders/7', '/webhooks/…'],
    ['/resume/019a0000-0000-7000-8000-000000000001/wait/secret', '/resume/…'],
    ['/approvals/019a0000-0000-7000-8000-000000000001/ask/secret', '/approvals/…'],
    ['/api/v1/workspaces/7', '/api/v1/workspaces/7'],
    ['/openapi.json', '/openapi.json'],
  ])('logs the path %s as %s', async (path, shown) => {
    const { app, logged } = await fakeApp((routes) =>
      routes.get('*', () => {
        throw new Error('broken');
      }),
    );
    expect((await app.request(path)).status).toBe(500);
    expect(logged).toEqual([expect.objectContaining({ path: shown })]);
  });

  it("gives the framework's own exceptions a code", async () => {
    const { body } = await answerTo(new HTTPException(415, { message: 'Unsupported Media Type' }));
    expect(body).toMatchObject({ status: 415, code: 'input.unsupported_media_type' });
  });

  it('answers 404 for a path without a route', async () => {
    const { app } = await fakeApp(() => undefined);
    const response = await app.request('/nowhere');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'routes.not_found' });
  });
});
