import { describe, expect, it } from 'vitest';
import { newUser } from '../../support/api-client.ts';
import { testApp } from '../../support/test-app.ts';

const ORIGIN = 'https://app.example.com';
const app = testApp({ env: { CORS_ORIGINS: `${ORIGIN}, http://localhost:5173` } });
const ME = '/api/v1/users/me';

function preflight(origin: string, to = app) {
  const headers = {
    origin,
    'access-control-request-method': 'PATCH',
    'access-control-request-headers': 'authorization',
  };
  return to.request(ME, { method: 'OPTIONS', headers });
}

describe('a page of a listed origin', () => {
  it.each([ORIGIN, 'http://localhost:5173'])('%s may ask, and read what it is answered', async (origin) => {
    const { bearer } = await newUser(app);
    const asked = await preflight(origin);
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(origin);
    expect(asked.headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');
    const answer = await app.request(ME, { headers: { ...bearer, origin } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
    expect(answer.headers.get('access-control-expose-headers')).toContain('etag');
    expect(answer.headers.get('vary')).toContain('Origin');
  });

  it('may read refusals too', async () => {
    const answer = await app.request(ME, { headers: { origin: ORIGIN } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  });
});

const FOREIGN = [
  'https://evil.example',
  'https://app.example.com.evil.example',
  'https://evil-app.example.com',
  'http://app.example.com',
  'https://app.example.com:8443',
  'https://sub.app.example.com',
  'https://APP.example.com',
  'null',
  '*',
];

describe('a page of another origin', () => {
  it.each(FOREIGN)('%s may read nothing', async (origin) => {
    for (const answer of [await preflight(origin), await app.request(ME, { headers: { origin } })]) {
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it('may read nothing where none is listed', async () => {
    const answer = await preflight(ORIGIN, testApp());
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.status).toBe(404);
  });
});

describe('CORS_ORIGINS', () => {
  it.each([
    '*',
    'https://app.example.com/',
    'app.example.com',
    'https://*.example.com/x',
    'null',
    'https://a.b:443',
    'ftp://a.b',
  ])('is never %s', (CORS_ORIGINS) => {
    expect(() => testApp({ env: { CORS_ORIGINS } })).toThrow('CORS_ORIGINS');
  });
});
