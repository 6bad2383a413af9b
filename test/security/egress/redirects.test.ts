import { describe, expect, test } from 'vitest';
import { codeOf, redirect, redirectOnce, setUp } from './support/world.ts';

describe('redirects', () => {
  test('are followed, relative ones too', async () => {
    const { send, sent } = setUp(redirectOnce('../b?c'));
    const response = await send({});
    expect(sent.map((one) => one.url)).toEqual(['https://api.example.com/a', 'https://api.example.com/b?c']);
    expect(response.url).toBe('https://api.example.com/b?c');
  });

  test('come back as they are when not to be followed', async () => {
    const response = await setUp(() => redirect('/b')).send({ followRedirects: false });
    expect(response).toMatchObject({ status: 302, headers: { location: '/b' } });
  });

  test('without a location come back as they are', async () => {
    expect((await setUp(() => new Response(null, { status: 302 })).send({})).status).toBe(302);
  });

  test.each([
    ['http://169.254.169.254/latest', 'egress.blocked_address'],
    ['http://[::ffff:a9fe:a9fe]/', 'egress.blocked_address'],
    ['//127.0.0.1/', 'egress.blocked_address'],
    ['http://localhost./', 'egress.blocked_host'],
    ['file:///etc/passwd', 'egress.invalid_url'],
    ['gopher://example.com/', 'egress.blocked_scheme'],
    ['https://user:pass@example.com/', 'egress.user_info'],
    ['http://[', 'egress.invalid_url'],
  ])('to %s are refused: %s', async (location, code) => {
    const { send, sent } = setUp(redirectOnce(location));
    expect(await codeOf(send({}))).toBe(code);
    expect(sent).toHaveLength(1);
  });

  test('end after ten', async () => {
    const { send, sent } = setUp(() => redirect('/again'));
    expect(await codeOf(send({}))).toBe('egress.too_many_redirects');
    expect(sent).toHaveLength(11);
  });

  test.each([
    ['POST', 301, 'GET', null],
    ['POST', 302, 'GET', null],
    ['POST', 303, 'GET', null],
    ['PUT', 303, 'GET', null],
    ['PUT', 302, 'PUT', 'x'],
    ['POST', 307, 'POST', 'x'],
    ['DELETE', 308, 'DELETE', 'x'],
  ])('turn %s at %s into %s', async (method, status, then, body) => {
    const { send, sent } = setUp(redirectOnce('/b', status));
    await send({ method, body: 'x', headers: { 'content-type': 'text/plain' } });
    expect(sent[1]?.init).toMatchObject({ method: then, body });
    expect(sent[1]?.init.headers.has('content-type')).toBe(body !== null);
  });

  test('keep HEAD at 303', async () => {
    const { send, sent } = setUp(redirectOnce('/b', 303));
    await send({ method: 'HEAD' });
    expect(sent[1]?.init.method).toBe('HEAD');
  });

  const secrets = { Authorization: 'Bearer s', Cookie: 's', 'X-Api-Key': 's', Accept: 'a' };

  test.each([
    ['https://other.example/', 'other host'],
    ['http://api.example.com/', 'other scheme'],
    ['https://api.example.com:8443/', 'other port'],
  ])('to %s leave secrets behind (%s)', async (location) => {
    const { send, sent } = setUp(redirectOnce(location));
    await send({ headers: secrets, secretHeaders: ['x-api-key'] });
    expect([...(sent[1]?.init.headers.keys() ?? [])]).toEqual(['accept']);
  });

  test('within the origin keep secrets', async () => {
    const { send, sent } = setUp(redirectOnce('/b'));
    await send({ headers: secrets, secretHeaders: ['x-api-key'] });
    expect([...(sent[1]?.init.headers.keys() ?? [])]).toEqual(['accept', 'authorization', 'cookie', 'x-api-key']);
  });

  test('never bring secrets back on a way home', async () => {
    const ways = ['https://other.example/', 'https://api.example.com/home'];
    const { send, sent } = setUp(() => {
      const next = ways.shift();
      return next === undefined ? new Response() : redirect(next);
    });
    await send({ headers: secrets });
    expect(sent[2]?.init.headers.has('authorization')).toBe(false);
  });

  test('are held to the allowed hosts', async () => {
    const away = () => setUp(redirectOnce('https://other.example/'));
    expect(await codeOf(away().send({ allowedHosts: ['api.example.com'] }))).toBe('egress.host_not_allowed');
    expect(await codeOf(away().send({ workspaceHosts: ['api.example.com'] }))).toBe('egress.host_not_on_allow_list');
  });
});
