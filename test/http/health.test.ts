import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { createDatabase } from '../../src/db/client.ts';
import { parseSettings } from '../../src/env.ts';
import { call, newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';

const settings = parseSettings(env);

/** A database whose server is not there. The endpoint is a global of the driver, so each test file has its own. */
function goneDatabase() {
  return createDatabase({ ...settings, NEON_FETCH_ENDPOINT: 'http://127.0.0.1:9/sql' });
}

describe('GET /health/ready', () => {
  it('is ok while Postgres answers', async () => {
    expect(await call(testApp().app, { method: 'GET', path: '/health/ready' })).toMatchObject({ status: 200 });
  });

  it('is 503 with Retry-After while Postgres is away, and so is everything else', async () => {
    const { bearer } = await newUser(testApp().app);
    const { app, logged } = testApp({ db: goneDatabase() });
    for (const path of ['/health/ready', '/api/v1/users/me']) {
      const response = await call(app, { method: 'GET', path }, bearer);
      expect(response).toMatchObject({ status: 503, body: { code: 'database.unavailable' } });
      expect(response.headers.get('retry-after')).toBe('5');
    }
    expect(logged).toMatchObject([{ level: 'warn' }, { level: 'warn' }]);
    expect(await call(app, { method: 'GET', path: '/health/live' })).toMatchObject({ status: 200 });
  });
});
