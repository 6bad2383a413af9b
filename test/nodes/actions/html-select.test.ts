import { selectAll } from 'css-select';
import type { AnyNode, Element } from 'domhandler';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWorkMeter, type WorkMeter } from '../../../src/engine/work-meter.ts';
import { htmlAction } from '../../../src/nodes/actions/html.ts';
import { parseHtml } from '../../../src/nodes/html/parse-html.ts';
import { elementTree } from '../../../src/nodes/html/select/element-tree.ts';
import { selectElements } from '../../../src/nodes/html/select/select-elements.ts';
import { jsonOf } from '../../support/node-run.ts';

const unlimited: WorkMeter = { spend: () => undefined };

function selected(html: string, selector: string, work = unlimited): (string | undefined)[] {
  const tree = elementTree(parseHtml(html));
  return selectElements(selector, { tree, work }).map((number) => tree.elements[number]?.attribs.n);
}

function selectedByLibrary(html: string, selector: string): (string | undefined)[] {
  return selectAll<AnyNode, Element>(selector, parseHtml(html)).map((element) => element.attribs.n);
}

function stepsOf(html: string, selector: string): number {
  let steps = 0;
  const spend = (wanted: number) => {
    steps += wanted;
  };
  selected(html, selector, { spend });
  return steps;
}

type Tree = {
  readonly tag: string;
  readonly attributes: readonly string[];
  readonly children: readonly (Tree | string)[];
};

const tag = fc.constantFrom('b', 'i', 'u', 'input', 'option', 'select', 'svg');
const attribute = fc.constantFrom(
  ...['class="x y"', 'class="Y"', 'id="k"', 'type="radio"', 'type="TEXT"', 'checked', 'disabled', 'lang="en-GB"'],
  ...['title=""', 'title="x-y"', 'title="yx"', 'href="#"', 'selected', 'readonly'],
);
const { tree } = fc.letrec<{ tree: Tree; child: Tree | string }>((tie) => ({
  tree: fc.record({
    tag,
    attributes: fc.uniqueArray(attribute, { maxLength: 3, selector: (text) => text.split('=')[0] }),
    children: fc.array(tie('child'), { maxLength: 4 }),
  }),
  child: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('x', ' ', 'xy', '<!---->'),
    tie('tree'),
  ),
}));

function htmlOf(root: Tree): string {
  let count = 0;
  const write = (node: Tree | string): string =>
    typeof node === 'string'
      ? node
      : `<${[node.tag, `n="${count++}"`, ...node.attributes].join(' ')}>${node.children.map(write).join('')}</${node.tag}>`;
  return write({ tag: 'html', attributes: [], children: [root] });
}

const simple = fc.constantFrom(
  ...[
    'b',
    'i',
    '*',
    'U',
    '.x',
    '.y',
    '#k',
    '[title]',
    '[title="x-y"]',
    '[title|=x]',
    '[title^=x]',
    '[title$=x]',
    '[title*=y]',
  ],
  ...[
    '[class~=y]',
    '[class~=y i]',
    '[title!=yx]',
    '[type=text]',
    '[type=text s]',
    '[title=""]',
    ':first-child',
    ':last-child',
  ],
  ...[
    ':only-child',
    ':first-of-type',
    ':last-of-type',
    ':only-of-type',
    ':empty',
    ':root',
    ':contains(xy)',
    ':icontains("X")',
  ],
  ...[':nth-child(2)', ':nth-child(2n+1)', ':nth-last-child(-n+2)', ':nth-of-type(odd)', ':nth-last-of-type(even)'],
  ...[
    ':nth-child(2 of .x)',
    ':nth-last-child(1 of b, i)',
    ':checked',
    ':selected',
    ':disabled',
    ':enabled',
    ':input',
    ':text',
  ],
  ...[':not(b)', ':not(.x, i)', ':is(b, i.x)', ':where(.y)', ':not(b > i)', ':is(b i, u)', ':has(b)', ':has(> i.x)'],
  ...[
    ':has(+ b)',
    ':has(~ i u)',
    ':has(b ~ u)',
    ':lang(en)',
    ':parent',
    ':any-link',
    ':required',
    ':read-only',
    ':hover',
  ],
);
const compound = fc.array(simple, { minLength: 1, maxLength: 2 }).map((parts) => {
  const [named = '', ...others] = parts.toSorted(
    (left, right) => Number(/^[a-z*]/i.test(right)) - Number(/^[a-z*]/i.test(left)),
  );
  return named + others.filter((other) => !/^[a-z*]/i.test(other)).join('');
});
const selector = fc
  .array(fc.tuple(fc.constantFrom(' ', ' > ', ' + ', ' ~ '), compound), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map(([combinator, text], place) => (place === 0 ? text : combinator + text)).join(''));

describe('selectElements', () => {
  test('selects what css-select selects', () => {
    fc.assert(
      fc.property(tree, selector, (root, text) => {
        const html = htmlOf(root);
        expect(selected(html, text)).toEqual(selectedByLibrary(html, text));
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    [`${'<b>'.repeat(240)}`, 'z b b b b b b b'],
    ['<b></b>'.repeat(200), 'z ~ b ~ b ~ b ~ b ~ b'],
    ['<b></b>'.repeat(1000), 'b:nth-child(2)'],
    ['<b></b>'.repeat(1000), 'b:nth-last-of-type(2n+1 )'],
    ['<b></b>'.repeat(1000), 'b:nth-child(2 of b ~ b)'],
    ['<b></b>'.repeat(1000), 'b:has(~ b ~ z)'],
    [`${'<b>x'.repeat(240)}`, 'b:has(b b b z)'],
    [`${'<b>x'.repeat(240)}`, 'b:contains(y)'],
    ['<b>x</b>'.repeat(1000), 'b:not(z ~ b ~ b)'],
    ['<b>x</b>'.repeat(1000), 'b:only-child'],
    ['<b>x</b>'.repeat(1000), 'b:last-child'],
  ])('does not take longer for what stands before, above or below: %#', (html, text) => {
    const elements = parseHtml(html).children.length + 240;
    expect(stepsOf(html, text)).toBeLessThan(40 * (elements + text.length));
  });

  test('finds nothing within a template', () => {
    expect(selected('<template n="1"><b n="2"></b></template><b n="3"></b>', 'b, template')).toEqual(['1', '3']);
  });

  test('costs twice as much for twice as many elements', () => {
    const text = ':is(b ~ b):not(:has(~ z)):nth-child(2n of b) :contains(y)';
    const steps = stepsOf('<b>x</b>'.repeat(4000), text);
    expect(stepsOf('<b>x</b>'.repeat(8000), text) / steps).toBeLessThan(2.1);
  });

  test('stops when the allowance is used up', () => {
    const work = createWorkMeter({ steps: 10_000, expired: () => false });
    expect(() => selected('<b>x</b>'.repeat(1000), ':not(b)'.repeat(100), work)).toThrow(
      expect.objectContaining({ code: 'node.work_limit' }),
    );
  });

  test.each([
    [':nope', 'html.selector_unsupported'],
    ['::before', 'html.selector_unsupported'],
    ['svg|b', 'html.selector_unsupported'],
    ['[xlink|href]', 'html.selector_unsupported'],
    ['a || b', 'html.selector_unsupported'],
    [':has(b :scope)', 'html.selector_unsupported'],
    [':first-child(2)', 'html.selector_unsupported'],
    [':not', 'html.bad_selector'],
    [':nth-child(x)', 'html.bad_selector'],
    [':nth-child', 'html.bad_selector'],
    [':nth-child(1 of [)', 'html.bad_selector'],
    ['b[', 'html.bad_selector'],
  ])('refuses %s', (text, code) => {
    expect(() => selected('<b>', text)).toThrow(expect.objectContaining({ code }));
  });
});

describe('action.html, extract, of strangers', () => {
  const extract = async (text: string, value: object) =>
    (
      await jsonOf(htmlAction, {
        items: [{}],
        config: { operation: 'extract', text, values: [{ name: 'v', ...value }] },
      })
    )[0]?.v;

  test('finds no attribute that an object has by itself', async () => {
    expect(await extract('<b>', { selector: 'b', take: 'attribute', attribute: 'constructor' })).toBeNull();
    expect(await extract('<b>', { selector: '[constructor]' })).toBeNull();
  });

  test('skips only what is within the element', async () => {
    expect(await extract('<u><b><i>1</i>2</b></u>', { selector: 'b', skip: 'u i' })).toBe('12');
    expect(await extract('<u><b><i>1</i>2</b></u>', { selector: 'b', skip: '> i' })).toBe('2');
    expect(await extract('<u><b>3<u><i>1</i></u></b></u>', { selector: 'b', skip: ':scope i' })).toBe('3');
  });

  test.each<[string, string, object, string]>([
    ['deep elements', '<b>'.repeat(100_000), { selector: 'b' }, 'html.too_deep'],
    ['deep elements of mixed names', '<b><i><svg><title>'.repeat(25_000), { selector: 'b' }, 'html.too_deep'],
    [
      'the same text again and again',
      `${'<b>'.repeat(200)}${'x'.repeat(200_000)}`,
      { selector: 'b', as_list: true },
      'html.too_much',
    ],
    [
      'the same HTML again and again',
      `${'<b>'.repeat(200)}${'x'.repeat(200_000)}`,
      { selector: 'b', as_list: true, take: 'html' },
      'html.too_much',
    ],
  ])('refuses %s', async (_name, text, value, code) => {
    await expect(extract(text, value)).rejects.toMatchObject({ code, item: 0 });
  });
});

describe('action.html, table', () => {
  test('pays for each cell, when each item has a column of its own', async () => {
    const items = Array.from({ length: 4000 }, (_none, index) => ({ [`c${index}`]: 1 }));
    await expect(jsonOf(htmlAction, { items, config: { operation: 'table' } })).rejects.toMatchObject({
      code: 'node.work_limit',
    });
  });
});
