import type { JsonObject } from '../../../src/engine/json.ts';
import { fieldsOf, type GrowthCases, overItems, repeating, times, withConfig } from './case.ts';

const many = (size: number) => times(size, (id) => ({ id }));

function selecting(...selectors: readonly string[]): JsonObject {
  return {
    operation: 'extract',
    values: selectors.map((selector, index) => ({ name: `v${index}`, selector, as_list: true })),
  };
}

/** Parts of HTML texts. */
export const HTML = [
  '<b>',
  '<p>a',
  '<b></b>',
  '<b><i>',
  '<a href="x">a</a>',
  '<',
  '<!--',
  '<![CDATA[',
  '&amp;',
  '&',
  '"',
  '<b a b c>',
  '</b>',
  '<table><tr><td>a',
  '<ul><li>a',
  '<select><option>',
  'a\n',
  '<b class="x">y</b>',
];
const SELECTORS = [
  'z b b b b',
  'z ~ b ~ b ~ b ~ b',
  'b:nth-child(2)',
  'b:nth-last-of-type(2n+1)',
  'b + b + b',
  ':has(b)',
  'b:not(b b)',
  'b > b > b',
  '[a][b]',
  ':is(b, i, p) :is(b, i, p)',
  'b:contains(a)',
  'b:only-child',
  'b:last-child',
  '*',
];

const XML = [
  ['<!DOCTYPE a [', '<!ENTITY x "y">', ']><a/>'],
  ['<a>', '<b/>', '</a>'],
  ['<a>', '<b>x</b>', '</a>'],
  ['<a>', '&amp;', '</a>'],
  ['<a>', '<![CDATA[x]]>', '</a>'],
  ['<a>', '<!-- x -->', '</a>'],
  ['<a>', 'text ', '</a>'],
  ['<a>', '<?x y?>', '</a>'],
  ['<a>', ']]', '</a>'],
  ['<a>', '&#65;', '</a>'],
] as const;
const BROKEN_XML = [
  ['<a ', 'b="1" ', '/>'],
  ['<a>', '<b>', ''],
  ['<a ', 'b=', ''],
  ['<a>', '<![CDATA[', ''],
  ['<a>', '<!--', ''],
  ['', '<', ''],
  ['<a>', '&', ''],
] as const;
export const MARKUP_CASES: GrowthCases = {
  'action.html': [
    ...HTML.flatMap((part) => repeating(selecting(...SELECTORS), [part], { mayFail: 'html.too_deep' })),
    ...SELECTORS.map((selector) =>
      withConfig(
        `deep ${selector}`,
        (size) => ({ ...selecting(selector), text: `<p>${'<b>'.repeat(100)}</p>`.repeat(Math.ceil(size / 100)) }),
        { mayFail: 'html.too_deep' },
      ),
    ),
    withConfig(
      'a long selector',
      (size) => ({ ...selecting(times(Math.min(size / 4, 400), () => 'b').join(' ')), text: '<b>'.repeat(100) }),
      { mayFail: 'html.bad_selector' },
    ),
    overItems('a table', { operation: 'table' }, many),
    overItems('a table with a column for each item', { operation: 'table' }, (size) =>
      times(size / 5, (id) => ({ [`k${id}`]: id })),
    ),
    withConfig('a template', (size) => ({ operation: 'template', template: '<b>'.repeat(size) })),
    withConfig('forms', (size) => ({
      operation: 'extract',
      values: [{ name: 'a', selector: 'select', take: 'value', as_list: true }],
      text: `<select>${'<option>a'.repeat(size / 5)}</select>`.repeat(3),
    })),
    withConfig('texts with parts left out', (size) => ({
      operation: 'extract',
      values: [{ name: 'a', selector: 'b', skip: 'i', as_list: true }],
      text: '<b>a<i>b</i></b>'.repeat(size / 10),
    })),
  ],
  'action.xml': [
    ...repeating({ operation: 'to_json' }, XML),
    ...repeating({ operation: 'to_json' }, BROKEN_XML, { fails: 'xml.invalid' }).map((one) => ({
      ...one,
      mayFail: 'xml.invalid',
    })),
    withConfig('many fields', (size) => ({ operation: 'to_xml', value: fieldsOf(size, () => '<&>') })),
    withConfig('deep fields', (size) => ({
      operation: 'to_xml',
      value: times(60, () => 0).reduce<JsonObject>((inner) => ({ a: inner }), { a: times(size, String) }),
    })),
    withConfig('a long name', (size) => ({ operation: 'to_xml', value: { ['a'.repeat(size)]: 'b'.repeat(size) } })),
  ],
};
