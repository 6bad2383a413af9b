import { afterEach, describe, expect, it } from 'vitest';
import { call, newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { divertDatabase, restoreDatabase } from '../support/test-database.ts';

afterEach(restoreDatabase);

describe('GET /health/ready', () => {
  it('is ok while Postgres answers', async () => {
    expect(await call(testApp(), { method: 'GET', path: '/health/ready' })).toMatchObject({ status: 200 });
  });

  it('is 503 with Retry-After while Postgres is away, and so is everything else', async () => {
    const { bearer } = await newUser(testApp());
    const app = testApp();
    divertDatabase('http://127.0.0.1:9/sql');
    for (const path of ['/health/ready', '/api/v1/users/me']) {
      const response = await call(app, { method: 'GET', path }, bearer);
      expect(response).toMatchObject({ status: 503, body: { code: 'database.unavailable' } });
      expect(response.headers.get('retry-after')).toBe('5');
    }
    expect(await call(app, { method: 'GET', path: '/health/live' })).toMatchObject({ status: 200 });
  });
});
