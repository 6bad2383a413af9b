import { sampleText, typeName } from '../../../lib/data/shape.ts';
import type { Graph } from '../../../lib/graph/graph.ts';
import type { Completion } from '../../../ui/schema-form/form-context.ts';
import type { NodeInput } from './node-input.ts';

/** What expressions begin with. */
const ROOTS: readonly Completion[] = [
  { text: '$json', detail: 'the item that comes in' },
  { text: '$now', detail: 'the present moment' },
  { text: '$today', detail: 'the begin of today' },
  { text: '$itemIndex', detail: 'the place of the item, from 0' },
  { text: '$vars', detail: 'variables' },
  { text: '$workflow', detail: 'this workflow' },
  { text: '$execution', detail: 'this execution' },
  { text: '$input', detail: 'all that comes in' },
];

const METHODS: { readonly [type: string]: readonly string[] } = {
  string: [
    'toUpperCase()',
    'toLowerCase()',
    'trim()',
    'includes()',
    'replace()',
    'split()',
    'length',
    'slice()',
    'toNumber()',
    'toDateTime()',
  ],
  number: ['toFixed()', 'round()', 'floor()', 'ceil()', 'toString()'],
  list: ['length', 'first()', 'last()', 'join()', 'map()', 'filter()', 'unique()'],
};

const MOST = 40;

/** The value at the end of a chain of names, `$json.customer.` as `['customer']`. */
function follow(value: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined),
    value,
  );
}

function fieldsOf(value: unknown): readonly Completion[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value)
      .filter(([name]) => /^[A-Za-z_$][\w$]*$/.test(name))
      .map(([name, entry]) => ({ text: name, detail: sampleText(entry) }));
  }
  return (METHODS[typeName(value)] ?? []).map((text) => ({ text, detail: typeName(value) }));
}

/** What may come next after `before`, the text of an expression up to the caret. */
export function completionsFor(before: string, input: NodeInput, graph: Graph): readonly Completion[] {
  const chain = /(\$json)((?:\.[\w$]+)*)\.([\w$]*)$/.exec(before);
  if (chain) {
    const [, , middle = '', typed = ''] = chain;
    const value = follow(input.items[0]?.json, middle.split('.').filter(Boolean));
    return narrow(fieldsOf(value), typed);
  }
  const root = /(?:^|[^\w$.])(\$?[\w$]*)$/.exec(before);
  if (!root?.[1]) return root ? narrow(ROOTS, '') : [];
  const calls = graph.nodes.map(({ name }) => ({
    text: `$('${name.replaceAll("'", "\\'")}').item.json`,
    detail: 'the item of this node',
  }));
  return narrow([...ROOTS, ...calls], root[1]);
}

function narrow(all: readonly Completion[], typed: string): readonly Completion[] {
  const wanted = typed.toLowerCase();
  return all.filter(({ text }) => text.toLowerCase().startsWith(wanted) && text !== typed).slice(0, MOST);
}
