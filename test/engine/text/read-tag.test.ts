import { describe, expect, test } from 'vitest';
import { endOfRaw, readMarkup } from '../../../src/engine/text/read-tag.ts';

describe('readMarkup', () => {
  test.each([
    [
      '<B Class="a b" x=1 y=\'"\' z/>c',
      'open',
      'b',
      ['class=a b', 'x=1', 'y="', 'z='],
      '<B Class="a b" x=1 y=\'"\' z/>',
    ],
    ['</DIV a>b', 'close', 'div', ['a='], '</DIV a>'],
    ['<a =b = "c" d=">" e= >f', 'open', 'a', ['=b=c', 'd=>', 'e='], '<a =b = "c" d=">" e= >'],
    ['<a/b/c>', 'open', 'a', ['b=', 'c='], '<a/b/c>'],
    ['<a b=c"d>e">', 'open', 'a', ['b=c"d'], '<a b=c"d>'],
    ['<x-y:z>', 'open', 'x-y:z', [], '<x-y:z>'],
  ])('reads the tag of %j', (html, type, name, attributes, whole) => {
    const markup = readMarkup(html, 0);
    expect(markup).toMatchObject({ type, name, end: whole.length });
    const written = 'attributes' in markup ? markup.attributes.map((one) => `${one.name}=${one.value}`) : [];
    expect(written).toEqual(attributes);
  });

  test.each([
    ['<!-- a > b -->c', '<!-- a > b -->'],
    ['<!-- a --!>b', '<!-- a --!>'],
    ['<!-->a', '<!-->'],
    ['<!--->a', '<!--->'],
    ['<!-- a', '<!-- a'],
    ['<!doctype html>a', '<!doctype html>'],
    ['<!doctype', '<!doctype'],
    ['<?php ?>a', '<?php ?>'],
    ['</>a', '</>'],
    ['</ a>b', '</ a>'],
    ['<a', '<a'],
    ['<a b', '<a b'],
    ['<a b="c>', '<a b="c>'],
    ["<a b='", "<a b='"],
  ])('hides what %j begins with', (html, hidden) => {
    expect(readMarkup(html, 0)).toEqual({ type: 'hidden', end: hidden.length });
  });

  test.each(['< a', '<1', '<', '<=', '<<b>', '</'])('takes the sign in %j for text', (html) => {
    expect(readMarkup(html, 0)).toEqual({ type: 'text', end: 1 });
  });

  test('reads from a place', () => {
    expect(readMarkup('<i>a</i>b', 4)).toMatchObject({ type: 'close', name: 'i', end: 8 });
  });
});

describe('endOfRaw', () => {
  test.each([
    ['a</script>b', 1],
    ['a</scripts></SCRIPT >b', 11],
    ['a</script', 9],
    ['<!-- </script> -->', 5],
  ])('finds where the script of %j ends', (html, end) => {
    expect(endOfRaw(html, 'script', 0)).toBe(end);
  });
});
