import { BLOCK_ELEMENTS, TABLE_PARTS } from '../../engine/text/html-names.ts';

/** What the start of an element ends, if it is open and nothing else of `bounds` has been opened since. */
type Ends = { readonly ends: ReadonlySet<string>; readonly bounds: ReadonlySet<string> };

const SECTIONS = ['thead', 'tbody', 'tfoot'] as const;
const CELLS = ['td', 'th'] as const;

/** All blocks, but for those through which an item of a list is seen (HTML §13.2.6.4.7). */
const ITEM_BOUNDS: ReadonlySet<string> = new Set(
  [...BLOCK_ELEMENTS, ...TABLE_PARTS, ...CELLS, 'template', 'button', 'object'].filter(
    (name) => !['p', 'div', 'address', 'li', 'dd', 'dt'].includes(name),
  ),
);

const CELL: Ends = { ends: new Set(CELLS), bounds: new Set([...TABLE_PARTS, 'template']) };
const ROW: Ends = { ends: new Set(['tr', ...CELLS]), bounds: new Set([...SECTIONS, 'table', 'template']) };
const SECTION: Ends = {
  ends: new Set([...SECTIONS, 'tr', ...CELLS, 'caption', 'colgroup']),
  bounds: new Set(['table', 'template']),
};
const ITEM: Ends = { ends: new Set(['li']), bounds: ITEM_BOUNDS };
const ENTRY: Ends = { ends: new Set(['dd', 'dt']), bounds: ITEM_BOUNDS };

const ENDS_BY_START: ReadonlyMap<string, Ends> = new Map([
  ['li', ITEM],
  ['dd', ENTRY],
  ['dt', ENTRY],
  ['td', CELL],
  ['th', CELL],
  ['tr', ROW],
  ['thead', SECTION],
  ['tbody', SECTION],
  ['tfoot', SECTION],
]);

/** Whether the start of an element may end others. */
export function endsOthers(start: string): boolean {
  return ENDS_BY_START.has(start);
}

/**
 * The name of the element that the start of another ends, with all within it. The end tags of items, cells, rows and the like
 * may be left out.
 */
export function impliedEnd(open: readonly object[], start: string): string | undefined {
  const rule = ENDS_BY_START.get(start);
  let found: string | undefined;
  for (let place = open.length - 1; rule !== undefined && place >= 0; place -= 1) {
    const name = nameOf(open[place]);
    if (rule.ends.has(name)) found = name;
    else if (rule.bounds.has(name)) break;
  }
  return found;
}

function nameOf(node: object | undefined): string {
  return node !== undefined && 'name' in node ? String(node.name) : '';
}
