import { describe, expect, test } from 'vitest';
import { toMarkdown } from './convert.ts';

describe('blocks, to Markdown', () => {
  test.each([
    ['<p>a</p><p>b</p>c', 'a\n\nb\n\nc'],
    ['<div>a<div>b</div>c</div>', 'a\n\nb\n\nc'],
    ['a<br>b<br>', 'a  \nb'],
    ['a<br><br>b', 'a\n\nb'],
    ['<b>a<br> <br>b</b>', '**a**\n\n**b**'],
    ['<h1>a #</h1><h2>C#</h2><h3>#</h3><h4> </h4>', '# a \\#\n\n## C\\#\n\n### \\#'],
    ['<h1>a<br>b</h1>', '# a<br>b'],
    ['<a href="u"><h1>a</h1>b</a>', '# [a](u)\n\n[b](u)'],
    ['<i><p>a</p><p>b</p></i>', '_a_\n\n_b_'],
    ['a<hr>b', 'a\n\n---\n\nb'],
    ['<ul><li><hr>a</ul>', '-   ___\n\n    a'],
    ['<blockquote>a<blockquote>b</blockquote></blockquote><blockquote>c</blockquote>', '> a\n>\n> > b\n\n> c'],
    ['<ul><li>a<li>b</ul>', '-   a\n-   b'],
    ['<ul><li><p>a<li><p>b</ul>', '-   a\n\n-   b'],
    ['<ul><li>a<ul><li>b<ol><li>c</ol></ul><li>d</ul>', '-   a\n    -   b\n        1.  c\n-   d'],
    ['<ul><li>a<ol start=2><li>b</ol></ul>', '-   a\n\n    2.  b'],
    ['<ol start=9><li>a<li>b</ol>', '9.  a\n10.  b'],
    ['<ol start=-1><li>a</ol><ol start=x><li>b</ol>', '1.  a\n\n1)  b'],
    ['<ul><li>a</ul><ul><li>b</ul><ul><li>c</ul>', '-   a\n\n*   b\n\n-   c'],
    ['<ul><li><p>a</p><p>b</p><pre>c</pre></ul>', '-   a\n\n    b\n\n    ```\n    c\n    ```'],
    ['<ul><li>a<blockquote>b</blockquote></ul>', '-   a\n    > b'],
    ['<ul>x<li>a<ul></ul></li> <ul><li>b</ul></ul>', '-   x\n-   a\n    -   b'],
    ['<ul><ul><li>a</ul></ul>', '-   -   a'],
    ['<ul><li></li><li>a</ul>', '-\n-   a'],
    ['<li>a<li>b</li> <li>c</li>d<li>e', '-   a\n-   b\n-   c\n\nd\n\n-   e'],
    ['<ul></ul><blockquote> </blockquote>a', 'a'],
    [
      '<ul><li><input type=checkbox checked> a<li> <input type=CHECKBOX> b<input type=checkbox><input></ul>',
      '-   [x] a\n-   [ ] b',
    ],
    ['<dl><dt><p>a<dd>b<dt>c</dl>', 'a\n\nb\n\nc'],
    ['<pre>  a\n\tb\n\n</pre>', '```\n  a\n\tb\n\n```'],
    ['<pre>\n\na</pre>', '```\n\na\n```'],
    ['<pre>a<br>b\r\nc\rd</pre>', '```\na\nb\nc\nd\n```'],
    ['<pre><code class="x language-c++">a</code></pre>', '```c++\na\n```'],
    ['<pre class="lang-js">a</pre>', '```js\na\n```'],
    ['<div class="highlight-source-rust"><pre>a</pre></div>', '```rust\na\n```'],
    ['<pre class="language-`">```\n````</pre>', '`````\n```\n````\n`````'],
    ['<pre></pre>', '```\n```'],
    [
      'a<script>b</script><style>c</style><title>d</title><template>e</template><noscript>f</noscript><!-- g -->h',
      'ah',
    ],
    ['<iframe>a</iframe><svg><title>b</title></svg>c', 'c'],
  ])('%s', (html, markdown) => {
    expect(toMarkdown(html)).toBe(markdown);
  });

  test.each([
    ['<pre>a\n\nb</pre>', '    a\n\n    b'],
    ['<pre>\n\na</pre>', '```\n\na\n```'],
    ['<pre>a</pre><pre>b</pre>', '    a\n\n```\nb\n```'],
    ['<ul><li>a</ul><pre>b</pre>', '-   a\n\n```\nb\n```'],
    ['<ul><li><pre>b</pre></ul>', '-   ```\n    b\n    ```'],
  ])('%s with indented code, where it is one', (html, markdown) => {
    expect(toMarkdown(html, { code_blocks: 'indented' })).toBe(markdown);
  });

  test.each([
    ['<h1>a</h1><h2>b</h2><h3>c</h3>', 'a\n==\n\nb\n--\n\n### c'],
    ['<h2>a|b</h2>', '## a|b'],
    [
      '<h1><ul><li><code>&lt;script&gt;alert(1)&lt;/script&gt;</code></li></ul></h1>',
      '# <ul><li>`<script>alert(1)</script>`</li></ul>',
    ],
    ['<h2><li><code>&lt;img src=x onerror=alert(1)&gt;</code></li></h2>', '## <li>`<img src=x onerror=alert(1)>`</li>'],
    ['<h2><li>[a]: b</li></h2>', '## <li>\\[a\\]: b</li>'],
    ['<h2><ol start=3><li>a</ol></h2>', '## <ol start="3"><li>a</li></ol>'],
    ['<h2>a<ul><li>b</ul></h2>', 'a<ul><li>b</li></ul>\n--------------------'],
    ['<h2><b><li>a</li></b></h2>', '**<li>a</li>**\n--------------'],
  ])('%s with underlined headings', (html, markdown) => {
    expect(toMarkdown(html, { headings: 'setext' })).toBe(markdown);
  });
});

describe('a line, to Markdown', () => {
  test.each([
    ['  a \n\t b  <i> c</i> d ', 'a b _c_ d'],
    ['a<b> b </b>c<b></b><i> </i>d', 'a **b** c d'],
    ['<b>a</b><b>b</b> <i>c<em>d</em></i>', '**ab** _cd_'],
    ['a<i>b</i>c', 'a*b*c'],
    ['a<b>(b)</b>c', '&#x61;**(b)**&#x63;'],
    ['<b>a</b><i>b</i>', '**a**_b_'],
    ['<b><i>a</i></b>', '**_a_**'],
    ['<code>a</code><code>b</code>', '`ab`'],
    ['<code>`</code> <code>a``b</code> <code> a </code> <code> </code>', '`` ` `` `a``b` `  a  ` ` `'],
    ['<code>a <b>b</b>\n c</code>', '`a b c`'],
    ['a&nbsp;b &nbsp;', 'a&nbsp;b &nbsp;'],
    ['<a href="http://a.b" title="t &quot;u&quot;">c</a>', '[c](http://a.b "t \\"u\\"")'],
    ['<a href="/a b(c)">d</a> <a href="a&amp;copy;">e</a>', '[d](</a%20b(c)>) [e](a&amp;copy;)'],
    ['<a href="http://a.b/c">http://a.b/c</a>', '<http://a.b/c>'],
    ['<a href="http://a.b/%20">http://a.b/%20</a>', '[http\\://a.b/%20](http://a.b/%20)'],
    ['<a name=x>a</a><a href="">b</a><a href=c></a>', 'ab'],
    ['<a href="a">b <a href="c">d</a></a>', '[b](a) [d](c)'],
    ['<img src="a b" alt="[c]\n*d*" title="e">', '![\\[c\\] \\*d\\*](a%20b "e")'],
    ['<img src=a><img alt=b>', '![](a)b'],
    ['<a href=a><img src=b alt=c></a>', '[![c](b)](a)'],
    ['<u>a</u><sub>b</sub><span>c</span>', 'abc'],
  ])('%s', (html, markdown) => {
    expect(toMarkdown(html)).toBe(markdown);
  });

  test.each([
    'javascript:alert(1)',
    ' JaVa\nScript:alert(1)',
    '\u0001javascript:alert(1)',
    'vbscript:x',
    'file:///etc/passwd',
    'data:text/html,<script>',
    'data:image/svg+xml,<svg>',
  ])('keeps the text alone of what would lead to %j', (address) => {
    expect(toMarkdown(`<a href="${address}">a</a> <img src="${address}" alt="b">`)).toBe('a b');
  });

  test('keeps images that are in their address', () => {
    expect(toMarkdown('<img src="data:image/png;base64,AA==">')).toBe('![](data:image/png;base64,AA==)');
  });

  test('names each address once at the end, if told so', () => {
    const html = '<a href=a>b</a> <a href=c title=d>e</a> <a href=a>f</a>';
    expect(toMarkdown(html, { links: 'referenced' })).toBe('[b][1] [e][2] [f][1]\n\n[1]: a\n[2]: c "d"');
  });
});
