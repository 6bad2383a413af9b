import { describe, expect, it } from 'vitest';
import { hostPattern, narrowsHosts } from '../../src/credentials/hosts/allowed-hosts.ts';

describe('hostPattern', () => {
  it.each([
    ['api.example.com', 'api.example.com'],
    [' API.Example.COM ', 'api.example.com'],
    ['*.example.com', '*.example.com'],
    ['*.Example.co.uk', '*.example.co.uk'],
    ['localhost', 'localhost'],
    ['127.0.0.1', '127.0.0.1'],
    ['0x7f.1', '127.0.0.1'],
    ['[::1]', '[::1]'],
    ['bücher.example', 'xn--bcher-kva.example'],
  ])('takes %j as %j', (pattern, host) => {
    expect(hostPattern.parse(pattern)).toBe(host);
  });

  it.each([
    '',
    '*',
    '*.com',
    '*.*.example.com',
    'a*.example.com',
    '*.127.0.0.1',
    '*.[::1]',
    'https://example.com',
    'example.com/path',
    'example.com/',
    'example.com:443',
    'example.com:80',
    'user@example.com',
    'example.com?x',
    'exa mple.com',
    'example..com',
    '-',
    `${'a'.repeat(64)}.example.com`,
  ])('refuses %j', (pattern) => {
    expect(hostPattern.safeParse(pattern).success).toBe(false);
  });
});

describe(narrowsHosts, () => {
  it.each([
    [['*'], ['*']],
    [['*'], ['anywhere.example']],
    [['a.example'], ['a.example']],
    [['a.example', 'b.example'], ['b.example']],
    [
      ['a.example', 'b.example'],
      ['b.example', 'a.example'],
    ],
    [['*.example.com'], ['a.example.com', 'b.a.example.com']],
    [['*.example.com'], ['*.a.example.com']],
    [['*.example.com', '*.a.example.com'], ['*.a.example.com']],
    [['[::1]'], ['[::1]']],
  ])('from %j to %j', (old, now) => {
    expect(narrowsHosts(old, now)).toBe(true);
  });

  it.each([
    [['a.example'], ['*']],
    [['a.example'], ['a.example', 'b.example']],
    [['a.example'], ['b.example']],
    [['a.example'], ['*.a.example']],
    [['a.example'], ['x.a.example']],
    [['*.example.com'], ['example.com']],
    [['*.example.com'], ['notexample.com']],
    [['*.example.com'], ['*.com.evil.example']],
    [['*.example.com'], ['*.notexample.com']],
    [['*.a.example.com'], ['*.example.com']],
    [['a.example.com', 'example.com'], ['*.example.com']],
    [['127.0.0.1'], ['[::1]']],
  ])('not from %j to %j', (old, now) => {
    expect(narrowsHosts(old, now)).toBe(false);
  });
});
