import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';

function removeTags(text: string): unknown {
  return evaluate('$json.text.removeTags()', { text });
}

function removeMarkdown(text: string): unknown {
  return evaluate('$json.text.removeMarkdown()', { text });
}

/** What makes tags, comments and entities, and what only looks like it. */
const HTML_PARTS = fc.constantFrom(
  ...[
    '<',
    '>',
    '<b>',
    '</b>',
    '<img src=x onerror=alert(1)>',
    '<p>',
    '</p>',
    '<br>',
    '<!--',
    '-->',
    '<script>',
    '</script>',
  ],
  ...[
    '&lt;',
    '&amp;',
    'a',
    ' ',
    '\n',
    '"',
    "'",
    '=',
    '/',
    '!',
    '?',
    '<a title=">">',
    '<td>',
    '</td>',
    '<pre>',
    '</pre>',
  ],
  ...['<style', '<template>', '</template>', 'b c', '</', '<!doctype html>', '<![CDATA[', ']]>', '<?xml ?>'],
);
const HTML_TEXT = fc.array(HTML_PARTS, { maxLength: 20 }).map((parts) => parts.join(''));

/** Where a browser sees a tag, an end tag, a comment or a declaration begin. */
const MARKUP = /<[a-z!?/]/i;

describe('removeTags', () => {
  test.each([
    ['a < b', 'a < b'],
    ['a < b > c', 'a < b > c'],
    ['1 <2, <3', '1 <2, <3'],
    ['<b>x</b>', 'x'],
    ['no tags at all &amp; & ', 'no tags at all &amp; & '],
    ['<p>a</p><p>b</p>', 'a\nb'],
    ['a<br>b<br/>c', 'a\nb\nc'],
    ['a<br><br>b', 'a\n\nb'],
    ['<ul><li>a</li><li>b</li></ul>c', 'a\nb\nc'],
    ['<div>a<div>b</div></div>c', 'a\nb\nc'],
    ['<h1>a</h1>\n  <p>b</p>', 'a\nb'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td></td><td>c</td></tr></table>d', 'a\tb\n\tc\nd'],
    ['<table><tr><td>a<td>b<tr><th>c<th><p>d</p></table>e', 'a\tb\nc\td\ne'],
    ['<td><p>a</p></td><td>b<br>c</td>', 'a\tb\nc'],
    ['<pre>a\n  b\n</pre>c', 'a\n  b\nc'],
    ['</pre> <p> a</p>', 'a'],
    ['a<b>b</b><i>c</i>', 'abc'],
    ['<a title="x > y" href=\'>\'>z</a>', 'z'],
    ['<a title = ">" b= ">"  c>z', 'z'],
    ['<a b=">x">y', 'y'],
    ['<a b=c"d>x', 'x'],
    ['<a/b=">"/>x', 'x'],
    ['<a =">x">y', 'x">y'],
    ['x<script>if (a < b) document.write("<p>");</script>y', 'xy'],
    ['x<SCRIPT>a</scripty></Script >y', 'xy'],
    ['<style>p { color: red }</style>x<title>t</title>', 'x'],
    ['x<script>never ends', 'x'],
    ['a<template><template>b</template><b>c</b></template>d', 'ad'],
    ['a<noscript><script></noscript></script>b</noscript>c', 'ac'],
    ['a<template>b', 'a'],
    ['a<!-- <b>x</b> --!>b<!-->c<!--->d<!-- never ends', 'abcd'],
    ['<!doctype html>a<?php x ?>b<![CDATA[c]]>d</>e</ f>g', 'abdeg'],
    ['a <b', 'a '],
    ['a <b title="never ends', 'a '],
    ['a <', 'a <'],
    ['a </', 'a /'],
    ['&lt;img onerror=alert(1)&gt;', '&lt;img onerror=alert(1)&gt;'],
    ['<<b>img src=x onerror=alert(1)>', 'img src=x onerror=alert(1)>'],
    ['<scr<script></script>ipt>alert(1)', 'ipt>alert(1)'],
    ['<</b>!-- x', '!-- x'],
    ['', ''],
  ])('makes of %j: %j', (html, text) => {
    expect(removeTags(html)).toBe(text);
  });

  test('leaves no tag, and nothing to remove the next time', () => {
    fc.assert(
      fc.property(HTML_TEXT, (html) => {
        const text = String(removeTags(html));
        expect(text).not.toMatch(MARKUP);
        expect(removeTags(text)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test('leaves a text as it is that is written as HTML', () => {
    const words = fc.string({
      unit: fc.constantFrom('a', ' ', '<', '>', '&', '"', "'", '\n', 'é', '/'),
      maxLength: 30,
    });
    fc.assert(
      fc.property(words, (text) => {
        const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
        expect(removeTags(`<b>${html}</b>`)).toBe(html);
      }),
    );
  });
});

describe('removeMarkdown', () => {
  test.each([
    ['\\*a\\* \\_b\\_ \\`c\\` \\# \\[d\\](e)', '*a* _b_ `c` # [d](e)'],
    ['\\# a\n1\\. b\n\\- c\n\\> d', '# a\n1. b\n- c\n> d'],
    ['`*a* [b](c) <d> \\*`', '*a* [b](c) <d> \\*'],
    ['```js\na * b * c # [x](y) \\*\n# no heading\n```\n*e*', 'a * b * c # [x](y) \\*\n# no heading\ne'],
    ['~~~\n```\n*a*\n~~~\n*b*', '```\n*a*\nb'],
    ['```\n*never ends*', '*never ends*'],
    ['a < b > c', 'a < b > c'],
    ['5 * 3 and 1 - 2', '5 * 3 and 1 - 2'],
    ['<https://a.b/c_d_e> <a@b.c>', 'https://a.b/c_d_e a@b.c'],
    ['a<!-- <b> -->b<i title=">">c</i>', 'abc'],
    ['&lt;b&gt;', '&lt;b&gt;'],
    ['#5 and C#', '#5 and C#'],
    ['# Learn C# #', 'Learn C#'],
    ['#', ''],
    ['> > - a', 'a'],
    ['1) a\n2) b', 'a\nb'],
    ['a ~~ b ~~c~~', 'a ~~ b c'],
    ['snake_case_name', 'snake_case_name'],
    ['a\n\n\n\nb\n***\nc', 'a\n\nb\n\nc'],
    ['a \ufdd0 b', 'a \ufffd b'],
  ])('makes of %j: %j', (markdown, text) => {
    expect(removeMarkdown(markdown)).toBe(text);
  });

  test('gives the text again of which every sign is escaped', () => {
    const signs = fc.constantFrom(...'*_#`~[]()!<>|\\+-=.:1a ');
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 20 }), (characters) => {
        const text = characters.join('');
        expect(removeMarkdown(text.replace(/[!-/:-@[-`{-~]/g, '\\$&'))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});
