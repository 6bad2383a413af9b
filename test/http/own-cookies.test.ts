import { describe, expect, it } from 'vitest';
import { withoutOwnCookies } from '../../src/http/own-cookies.ts';

describe('withoutOwnCookies', () => {
  it.each([
    ['ours alone', '__Host-linkflow-refresh=x', null],
    ['ours among others', 'a=1; __Host-linkflow-refresh=x; b=2', 'a=1; b=2'],
    ['ours in another spelling', 'a=1;__HOST-LinkFlow-refresh=x', 'a=1'],
    ['ours twice', '__Host-linkflow-refresh=x; __Host-linkflow-refresh=y', null],
    ['one that only mentions ours', 'a=__Host-linkflow-refresh', 'a=__Host-linkflow-refresh'],
    ['those of others', 'a=1; b=2', 'a=1; b=2'],
  ])('of %s leaves what is not ours', (_name, cookie, left) => {
    expect(withoutOwnCookies(new Headers({ cookie, accept: '*/*' })).get('cookie')).toBe(left);
    expect(withoutOwnCookies(new Headers({ cookie, accept: '*/*' })).get('accept')).toBe('*/*');
  });

  it('leaves headers without cookies as they are', () => {
    const headers = new Headers({ accept: '*/*' });
    expect(withoutOwnCookies(headers)).toBe(headers);
  });
});
