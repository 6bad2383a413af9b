import { describe, expect, test } from 'vitest';
import { parseNetworks } from '../../../src/security/egress/addresses.ts';
import { checkUrl, matchesHost, type UrlRules } from '../../../src/security/egress/check-url.ts';
import { EgressError } from '../../../src/security/egress/errors.ts';

const PUBLIC_ONLY: UrlRules = { allowedNetworks: [] };
const LOOPBACK_TOO = { allowedNetworks: parseNetworks('127.0.0.0/8,::1/128') };

function codeOf(url: string, rules = PUBLIC_ONLY): string {
  try {
    checkUrl(url, rules);
    return 'passed';
  } catch (error) {
    return error instanceof EgressError ? error.code : String(error);
  }
}

describe('a port that is not for workflows', () => {
  const rules: UrlRules = { ...LOOPBACK_TOO, deniedPorts: [5432, 80] };

  test.each([
    'http://127.0.0.1:5432/',
    'http://localhost:5432/',
    'https://db.example.com:5432/',
    'http://[::1]:05432/',
    'http://127.1/',
    'http://example.com:80/',
  ])('is refused: %s', (url) => {
    expect(codeOf(url, rules)).toBe('egress.blocked_port');
  });

  test('leaves the others open', () => {
    expect(['http://127.0.0.1:5433/', 'https://example.com/'].map((url) => codeOf(url, rules))).toEqual([
      'passed',
      'passed',
    ]);
  });
});

test('a host that is full of dots is judged at once', () => {
  expect(codeOf(`http://a${'.'.repeat(1_000_000)}b/`)).toBe('egress.blocked_host');
});

const ATTACKS: readonly (readonly [url: string, code: string])[] = [
  ['http://127.0.0.1/', 'egress.blocked_address'],
  ['http://127.1/', 'egress.blocked_address'],
  ['http://2130706433/', 'egress.blocked_address'],
  ['http://017700000001/', 'egress.blocked_address'],
  ['http://0177.0.0.1/', 'egress.blocked_address'],
  ['http://0x7f.0x0.0x0.0x1/', 'egress.blocked_address'],
  ['http://0x7f000001/', 'egress.blocked_address'],
  ['http://１２７.０.０.１/', 'egress.blocked_address'],
  ['http://127。0。0。1/', 'egress.blocked_address'],
  ['http://127.0.0.1./', 'egress.blocked_address'],
  ['http://0/', 'egress.blocked_address'],
  ['http://0.0.0.0:8787/', 'egress.blocked_address'],
  ['http://169.254.169.254/latest/meta-data/', 'egress.blocked_address'],
  ['http://2852039166/latest/', 'egress.blocked_address'],
  ['http://[::]/', 'egress.blocked_address'],
  ['http://[::1]/', 'egress.blocked_address'],
  ['http://[::ffff:127.0.0.1]/', 'egress.blocked_address'],
  ['http://[::ffff:a9fe:a9fe]/', 'egress.blocked_address'],
  ['http://[0:0:0:0:0:ffff:7f00:1]/', 'egress.blocked_address'],
  ['http://[64:ff9b::7f00:1]/', 'egress.blocked_address'],
  ['http://[2002:7f00:1::]/', 'egress.blocked_address'],
  ['http://[fd00:ec2::254]/', 'egress.blocked_address'],
  ['http://[fe80::1]/', 'egress.blocked_address'],
  ['http://localhost/', 'egress.blocked_host'],
  ['http://LOCALHOST/', 'egress.blocked_host'],
  ['http://localhost./', 'egress.blocked_host'],
  ['http://localhost../', 'egress.blocked_host'],
  ['http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/', 'egress.blocked_host'],
  ['http://a.localhost/', 'egress.blocked_host'],
  ['http://printer.local/', 'egress.blocked_host'],
  ['http://metadata.google.internal/computeMetadata/v1/', 'egress.blocked_host'],
  ['http://metadata.google.internal./', 'egress.blocked_host'],
  ['http://metadata.goog/', 'egress.blocked_host'],
  ['http://metadata/', 'egress.blocked_host'],
  ['http://router.home.arpa/', 'egress.blocked_host'],
  ['http://a..b/', 'egress.blocked_host'],
  ['http://user@example.com/', 'egress.user_info'],
  ['http://user:secret@example.com/', 'egress.user_info'],
  ['http://example.com@127.0.0.1/', 'egress.user_info'],
  ['http://example.com#@127.0.0.1/', 'passed'],
  ['http://example.com\\@127.0.0.1/', 'passed'],
  ['http://127.0.0.1\\@example.com/', 'egress.blocked_address'],
  ['http://127.0.0.1#@example.com/', 'egress.blocked_address'],
  ['file:///etc/passwd', 'egress.invalid_url'],
  ['file://example.com/etc/passwd', 'egress.blocked_scheme'],
  ['ftp://example.com/', 'egress.blocked_scheme'],
  ['gopher://example.com:6379/_INFO', 'egress.blocked_scheme'],
  ['ws://example.com/', 'egress.blocked_scheme'],
  ['data:text/plain,x', 'egress.invalid_url'],
  ['javascript:alert(1)', 'egress.invalid_url'],
  ['/relative', 'egress.invalid_url'],
  ['//example.com/', 'egress.invalid_url'],
  ['', 'egress.invalid_url'],
  ['http://', 'egress.invalid_url'],
  ['http://./', 'egress.invalid_url'],
];

describe('checkUrl', () => {
  test.each(ATTACKS)('%s: %s', (url, code) => {
    expect(codeOf(url)).toBe(code);
  });

  test.each([
    'https://example.com/',
    'http://example.com:8080/a?b#c',
    'https://EXAMPLE.com',
    'https://1.1.1.1/',
    'https://[2606:4700:4700::1111]/',
    'https://bücher.example/',
  ])('%s passes', (url) => {
    expect(codeOf(url)).toBe('passed');
  });

  test('takes trailing dots off the host', () => {
    expect(checkUrl('https://example.com./a', PUBLIC_ONLY).href).toBe('https://example.com/a');
  });

  test.each(['http://127.0.0.1:9999/', 'http://localhost:9999/', 'http://[::1]/', 'http://[::ffff:7f00:1]/'])(
    '%s passes where loopback is allowed',
    (url) => {
      expect(codeOf(url, LOOPBACK_TOO)).toBe('passed');
    },
  );

  test('refuses other private networks where loopback is allowed', () => {
    expect(codeOf('http://10.0.0.1/', LOOPBACK_TOO)).toBe('egress.blocked_address');
  });

  test('refuses a host that the credential is not bound to', () => {
    const rules = { ...PUBLIC_ONLY, allowedHosts: ['api.example.com'] };
    expect(codeOf('https://api.example.com/', rules)).toBe('passed');
    expect(codeOf('https://api.example.com.evil.example/', rules)).toBe('egress.host_not_allowed');
  });

  test.each([
    ['https://api.example.com/', ['*.example.com'], 'passed'],
    ['https://API.example.com./', ['api.example.com'], 'passed'],
    ['https://example.com/', ['*.example.com'], 'egress.host_not_on_allow_list'],
    ['https://evilexample.com/', ['*.example.com'], 'egress.host_not_on_allow_list'],
    ['https://example.com.evil.example/', ['example.com'], 'egress.host_not_on_allow_list'],
    ['https://example.com/', [], 'egress.host_not_on_allow_list'],
    ['http://10.0.0.1/', ['10.0.0.1'], 'egress.blocked_address'],
    ['http://metadata.goog/', ['metadata.goog'], 'egress.blocked_host'],
  ])('%s with the allow list %j of the workspace: %s', (url, workspaceHosts, outcome) => {
    expect(codeOf(url, { ...PUBLIC_ONLY, workspaceHosts })).toBe(outcome);
  });

  test('lets a host pass only if credential and workspace allow it', () => {
    const rules = { ...PUBLIC_ONLY, allowedHosts: ['a.example.com'], workspaceHosts: ['b.example.com'] };
    expect(codeOf('https://a.example.com/', rules)).toBe('egress.host_not_on_allow_list');
    expect(codeOf('https://b.example.com/', rules)).toBe('egress.host_not_allowed');
  });

  test('names neither path nor query in its messages', () => {
    expect(() => checkUrl('http://127.0.0.1/secret?token=secret', PUBLIC_ONLY)).toThrow(/^(?!.*secret)/);
  });
});

describe('matchesHost', () => {
  test.each([
    ['api.example.com', 'api.example.com', true],
    ['api.example.com', 'API.Example.com.', true],
    ['api.example.com', '*.example.com', true],
    ['a.b.example.com', '*.example.com', true],
    ['example.com', '*.example.com', false],
    ['badexample.com', '*.example.com', false],
    ['example.com.evil.example', 'example.com', false],
    ['api.example.com', '', false],
  ])('%s against %s: %s', (host, pattern, expected) => {
    expect(matchesHost(host, [pattern])).toBe(expected);
  });
});
