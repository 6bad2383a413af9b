/** The elements of HTML in Markdown that stay what they are: they show something and do nothing. */
const ELEMENTS =
  'abbr b bdi bdo blockquote caption cite code colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 i ' +
  'ins kbd mark p pre q rp rt ruby s samp small span strike strong sub summary sup table tbody tfoot thead tr tt u ul var';

/** Attributes of single elements; all may have a title and a direction. */
const ATTRIBUTES: { readonly [name: string]: readonly string[] } = {
  a: ['href'],
  br: [],
  col: ['span'],
  hr: [],
  img: ['src', 'alt', 'width', 'height'],
  li: ['value'],
  ol: ['start', 'type', 'reversed'],
  td: ['colspan', 'rowspan', 'align'],
  th: ['colspan', 'rowspan', 'align'],
  wbr: [],
};

const EVERYWHERE: readonly string[] = ['title', 'dir'];

const HARMLESS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...ELEMENTS.split(' ').map((name): [string, ReadonlySet<string>] => [name, new Set(EVERYWHERE)]),
  ...Object.entries(ATTRIBUTES).map(([name, own]): [string, ReadonlySet<string>] => [
    name,
    new Set([...EVERYWHERE, ...own]),
  ]),
]);

/** Elements without content and end tag. */
export const VOID_ELEMENTS: ReadonlySet<string> = new Set(['br', 'col', 'hr', 'img', 'wbr']);

/** The attributes that an element may have, or nothing if it is none of the harmless ones. */
export function harmlessAttributes(name: string): ReadonlySet<string> | undefined {
  return HARMLESS.get(name);
}
