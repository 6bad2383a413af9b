import { describe, expect, it } from 'vitest';
import { newUser } from '../../support/api-client.ts';
import { fakeApp } from '../../support/http-fakes.ts';
import { testApp } from '../../support/test-app.ts';

const app = testApp();

async function headersOf(path: string, init: RequestInit = {}): Promise<Headers> {
  const response = await app.request(path, init);
  await response.body?.cancel();
  return response.headers;
}

const OWN = [
  '/api/v1/users/me',
  '/api/v1/nothing',
  '/nothing',
  '/docs',
  '/docs/reader.js',
  '/openapi.json',
  '/health/live',
];

describe('an answer of our own', () => {
  it.each(OWN)('at %s is framed, sniffed, loaded and referred to by nobody', async (path) => {
    const headers = await headersOf(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-request-id')).not.toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('is kept by no cache where it may be about somebody', async () => {
    const { bearer } = await newUser(app);
    const headers = await headersOf('/api/v1/users/me', { headers: bearer });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('asks for TLS from then on, where it came over TLS', async () => {
    expect((await headersOf('/health/live')).get('strict-transport-security')).toBeNull();
    const headers = await headersOf('https://linkflow.test/health/live');
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
  });
});

describe('an answer to strangers', () => {
  const paths = [
    `/webhooks/${crypto.randomUUID()}`,
    `/webhooks-test/${crypto.randomUUID()}`,
    `/forms/${crypto.randomUUID()}`,
    '/resume/a/b/c',
    '/approvals/a/b/c',
  ];

  it.each(paths)('at %s is sniffed and framed by nobody, and tells nobody where it came from', async (path) => {
    const headers = await headersOf(path);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('is framed by the pages, and kept by the caches, that its author names', async () => {
    const policy = 'sandbox allow-scripts, frame-ancestors https://shop.example';
    const own = { 'content-security-policy': policy, 'cache-control': 'public, max-age=60' };
    const { app: ownApp } = await fakeApp((routes) => routes.get('/webhooks/page', (c) => c.body('', 200, own)));
    const { headers } = await ownApp.request('/webhooks/page');
    expect([headers.get('content-security-policy'), headers.get('cache-control')]).toEqual(Object.values(own));
  });
});
