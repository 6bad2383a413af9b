import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { createDependencies } from '../../../src/dependencies.ts';
import { testApp } from '../../support/test-app.ts';

const hosts = { PUBLIC_URL: 'https://app.example.com', WEBHOOK_URL: 'https://hooks.example.com' };
const app = testApp({ env: hosts });

async function codeAt(url: string, init?: RequestInit): Promise<unknown> {
  const response = await app.request(url, init);
  const text = await response.text();
  return response.ok ? response.status : JSON.parse(text.startsWith('{') ? text : `{"code":"a page"}`).code;
}

const STRANGERS = ['webhooks/x', 'webhooks-test/x', 'forms/x', 'resume/a/b/c', 'approvals/a/b/c', 'webhooks/x/y/z'];
const OURS = ['api/v1/users/me', 'docs', 'docs/reader.js', 'openapi.json', 'api/v1/auth/login', ''];

describe('with a host of their own, what is for strangers', () => {
  it.each(STRANGERS)('is there alone: %s', async (path) => {
    expect(await codeAt(`https://app.example.com/${path}`)).toBe('routes.not_found');
    expect(await codeAt(`https://hooks.example.com/${path}`)).not.toBe('routes.not_found');
  });

  it.each(OURS)('is all that is there: not /%s', async (path) => {
    expect(await codeAt(`https://hooks.example.com/${path}`)).toBe('routes.not_found');
  });

  it('leaves the rest where it was', async () => {
    expect(await codeAt('https://app.example.com/openapi.json')).toBe(200);
    expect(await codeAt('https://app.example.com/api/v1/users/me')).toBe('auth.unauthenticated');
  });

  it('shows how it is on both', async () => {
    for (const host of ['app', 'hooks']) expect(await codeAt(`https://${host}.example.com/health/live`)).toBe(200);
  });

  it.each([
    'https://HOOKS.example.com/docs',
    'https://hooks.example.com//docs',
    'https://hooks.example.com/webhooks/../docs',
  ])('is no way around: %s', async (url) => {
    expect(await codeAt(url)).toBe('routes.not_found');
  });

  it('is where links lead', () => {
    const { links } = createDependencies({ ...env, ...hosts });
    const url = links.url({ purpose: 'approval', executionId: crypto.randomUUID(), nodeId: 'ask' });
    expect(url).toMatch(/^https:\/\/hooks\.example\.com\/approvals\//);
  });
});

describe('WEBHOOK_URL', () => {
  it.each([
    'https://app.example.com',
    'https://hooks.example.com/path',
    'hooks.example.com',
    'ftp://hooks.example.com',
  ])('is never %s', (WEBHOOK_URL) => {
    expect(() => testApp({ env: { ...hosts, WEBHOOK_URL } })).toThrow('WEBHOOK_URL');
  });
});
