import { describe, expect, it } from 'vitest';
import type { Env } from '../../src/env.ts';
import { testApp } from '../support/test-app.ts';

const FILES: { readonly [path: string]: string } = {
  '/index.html': '<!doctype html><meta property="csp-nonce" nonce="__NONCE__">',
  '/assets/a-1.js': 'start();',
};

const ASSETS = {
  fetch: async (request: Request) => {
    const text = FILES[new URL(request.url).pathname];
    const headers = { 'content-type': 'text/javascript; charset=utf-8' };
    return text === undefined ? new Response(null, { status: 404 }) : new Response(text, { headers });
  },
} as unknown as NonNullable<Env['ASSETS']>;

const app = testApp({ env: { ASSETS } });

function policyOf(response: Response): string {
  return response.headers.get('content-security-policy') ?? '';
}

describe('the pages', () => {
  it.each(['/', '/login', '/register', '/w/x/workflows', '/w/x/executions/y?node=z'])(
    'are one page at %s',
    async (path) => {
      const response = await app.request(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(response.headers.get('cache-control')).toBe('no-store');
    },
  );

  it('may run what this server serves, and nothing else', async () => {
    const policy = policyOf(await app.request('/'));
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('have a nonce that is new each time, and the same in page and policy', async () => {
    const [one, other] = await Promise.all([app.request('/'), app.request('/')]);
    const nonce = /nonce="([\w-]{22})"/.exec(await one.text())?.[1];
    expect(policyOf(one)).toContain(`'nonce-${nonce}'`);
    expect(policyOf(other)).not.toContain(`'nonce-${nonce}'`);
  });

  it('are not there where there are no files', async () => {
    const response = await testApp({ env: { ASSETS: undefined } as unknown as Partial<Env> }).request('/');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('the files of the pages', () => {
  it('are kept for ever, for their names change with them', async () => {
    const response = await app.request('/assets/a-1.js');
    expect(await response.text()).toBe('start();');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each(['a-2.js', '..%2findex.html', '%2e%2e%2findex.html', '%00', 'a-1.js%3fx'])(
    'that are not there (%s) are 404, and nobody keeps that',
    async (file) => {
      const response = await app.request(`/assets/${file}`);
      expect(response.status).toBe(404);
      expect(response.headers.get('cache-control')).toBe('no-store');
    },
  );
});
