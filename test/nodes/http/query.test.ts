import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeLocation } from '../../../src/nodes/http/location.ts';
import { withParameter, withQuery } from '../../../src/nodes/http/query.ts';

const BASE = 'https://a.example/p';

describe('withParameter', () => {
  test.each([
    ['', '?page=2'],
    ['?', '?page=2'],
    ['?page=1', '?page=2'],
    ['?b=1+2&page=1&a=%20x', '?b=1+2&page=2&a=%20x'],
    ['?page=1&a=1&page=3', '?page=2&a=1'],
    ['?p%61ge=1&c;d=%c3%bc', '?page=2&c;d=%c3%bc'],
    ['?pages=1#f', '?pages=1&page=2#f'],
  ])('changes %j to %j', (query, expected) => {
    expect(withParameter(`${BASE}${query}`, 'page', '2')).toBe(`${BASE}${expected}`);
  });
});

describe('withQuery', () => {
  test('leaves alone what is no URL', () => {
    expect(withQuery('nonsense', [{ name: 'a', value: '1' }], 'repeat')).toBe('nonsense');
  });

  test('gives any values back to who reads the URL, behind what was there', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });
    const pair = fc.record({ name: text, value: text });
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 5 }), (pairs) => {
        const url = withQuery(`${BASE}?x=1+%2b;2`, pairs, 'repeat');
        expect(url.startsWith(`${BASE}?x=1+%2b;2&`)).toBe(true);
        const read = [...new URL(url).searchParams].slice(1);
        expect(read).toEqual(pairs.map(({ name, value }) => [name, value]));
      }),
    );
  });
});

describe('encodeLocation', () => {
  test.each([
    ['https://a.example/b?c=d+e%20f#g', 'https://a.example/b?c=d+e%20f#g'],
    ['/b c/ü?q=€#ä', '/b%20c/%C3%BC?q=%E2%82%AC#%C3%A4'],
    ['https://münchen.example:80/ü', 'https://xn--mnchen-3ya.example:80/%C3%BC'],
    ['//user@münchen.example/x', '//user@xn--mnchen-3ya.example/x'],
    ['mailto:ü@a.example', 'mailto:%C3%BC@a.example'],
    ['ü/../x', '%C3%BC/../x'],
    ['/a\ud800b', '/a%EF%BF%BDb'],
    ['/a\r\nSet-Cookie: b', '/a\r\nSet-Cookie:%20b'],
  ])('writes %j as %j', (address, location) => {
    expect(encodeLocation(address)).toBe(location);
  });
});
