import { describe, expect, it } from 'vitest';
import { hasLongHost, parseUrl } from '../../../src/engine/text/parse-url.ts';

describe(parseUrl, () => {
  it.each([
    'https://example.com/a?b#c',
    `https://example.com/${'a'.repeat(5_000)}`,
    `data:text/plain,${'a'.repeat(5_000)}`,
    'x',
  ])('reads %s as the host does', (text) => {
    expect(parseUrl(text)?.href).toBe(URL.parse(text)?.href);
  });

  it.each(['https://', 'HTTP:/', ' \thttps:\\\\', 'ht\ntps:', 'ws:////'])(
    'gives up a host that is longer than any, after %j',
    (start) => {
      const text = `${start}${'é'.repeat(2_000)}.com/`;
      expect(hasLongHost(text)).toBe(true);
      expect(parseUrl(text)).toBeNull();
    },
  );
});
