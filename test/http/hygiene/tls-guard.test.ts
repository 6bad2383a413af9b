import { describe, expect, it } from 'vitest';
import { testApp } from '../../support/test-app.ts';

const PUBLIC_URL = 'https://flows.test';
const WEBHOOK_URL = 'https://hooks.test';

async function answerTo(url: string, env: Parameters<typeof testApp>[0]): Promise<[number, unknown]> {
  const response = await testApp(env).request(url, { headers: { authorization: 'Bearer x' } });
  const text = await response.text();
  return [response.status, text.startsWith('{') ? JSON.parse(text).code : null];
}

describe('a request in the clear', () => {
  const env = { PUBLIC_URL, WEBHOOK_URL };

  it.each(['http://flows.test/api/v1/users/me', 'http://flows.test/docs', 'http://hooks.test/webhooks/x'])(
    'is refused where the server is said to be at https, and led nowhere: %s',
    async (url) => {
      expect(await answerTo(url, { env })).toEqual([403, 'transport.tls_required']);
    },
  );

  it('is what a proxy hands on that has ended TLS itself', async () => {
    const proxied = { env: { ...env, TRUSTED_PROXIES: '10.0.0.0/8' } };
    expect((await answerTo('http://flows.test/health/live', proxied))[0]).toBe(200);
  });

  it('is all there is where no https was named', async () => {
    expect((await answerTo('http://flows.test/health/live', { env: { PUBLIC_URL: 'http://flows.test' } }))[0]).toBe(
      200,
    );
  });
});

describe('a request by https', () => {
  it.each([
    ['TLSv1', 403],
    ['TLSv1.1', 403],
    ['TLSv1.2', 200],
    ['TLSv1.3', 200],
  ])('by %s is answered %i, whatever the zone lets in', async (tlsVersion, status) => {
    const request = new Request('https://flows.test/health/live', { cf: { tlsVersion } });
    expect((await testApp({ env: { PUBLIC_URL } }).request(request)).status).toBe(status);
  });

  it('is served', async () => {
    expect((await answerTo('https://flows.test/health/live', { env: { PUBLIC_URL } }))[0]).toBe(200);
  });
});
