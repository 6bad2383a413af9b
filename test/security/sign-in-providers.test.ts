import { describe, expect, it } from 'vitest';
import { isOwnPath } from '../../src/accounts/providers/return-path.ts';
import { signInProvidersSetting } from '../../src/accounts/providers/sign-in-providers.ts';

const CLIENT = { client_id: 'a', client_secret: 'b' };

function parse(providers: unknown): boolean {
  return signInProvidersSetting.safeParse(JSON.stringify(providers)).success;
}

describe('SIGN_IN_PROVIDERS', () => {
  it('is none where it is not set', () => {
    expect([signInProvidersSetting.parse(undefined), signInProvidersSetting.parse(' ')]).toEqual([[], []]);
  });

  it('completes what is known of Google and GitHub', () => {
    const text = JSON.stringify([
      { type: 'google', id: 'google', ...CLIENT },
      { type: 'github', id: 'github', ...CLIENT },
    ]);
    expect(signInProvidersSetting.parse(text)).toMatchObject([
      { name: 'Google', protocol: 'oidc', issuer: 'https://accounts.google.com' },
      { name: 'GitHub', protocol: 'github' },
    ]);
  });

  it.each([
    ['no JSON', 'x'],
    ['no list', '{}'],
  ])('refuses %s', (_, text) => {
    expect(signInProvidersSetting.safeParse(text).success).toBe(false);
  });

  it.each([
    ['an unknown type', [{ type: 'saml', id: 'a', ...CLIENT }]],
    [
      'two with one id',
      [
        { type: 'google', id: 'a', ...CLIENT },
        { type: 'github', id: 'a', ...CLIENT },
      ],
    ],
    ['an id that is no part of a path', [{ type: 'google', id: 'a/b', ...CLIENT }]],
    ['an issuer of another scheme', [{ type: 'oidc', id: 'a', name: 'A', issuer: 'ftp://a', ...CLIENT }]],
    ['no secret', [{ type: 'google', id: 'a', client_id: 'a' }]],
    ['further fields', [{ type: 'google', id: 'a', ...CLIENT, scope: 'x' }]],
  ])('refuses %s', (_, providers) => {
    expect(parse(providers)).toBe(false);
  });
});

describe('isOwnPath', () => {
  it.each(['/', '/workflows', '/a?b=c#d', '/a//b', '/%2f%2fevil.example'])('takes %j', (path) => {
    expect(isOwnPath(path)).toBe(true);
  });

  it.each([
    '',
    'a',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    '/\u0000/evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\u2028/x',
    '?a',
    '#a',
  ])('refuses %j', (path) => {
    expect(isOwnPath(path)).toBe(false);
  });
});
