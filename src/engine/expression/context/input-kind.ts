import type { ExpressionData } from '../expression-data.ts';
import { ExpressionError } from '../expression-error.ts';
import type { Run } from '../run.ts';
import { type Kind, type Method, type Opaque, opaque } from '../values/opaque.ts';

const METHODS: ReadonlyMap<string, Method<ExpressionData>> = new Map<string, Method<ExpressionData>>([
  ['first', (_run, data) => data.items[0]],
  ['last', (_run, data) => data.items.at(-1)],
  ['all', (_run, data) => data.items],
]);

const PROPERTIES: ReadonlyMap<string, (data: ExpressionData) => unknown> = new Map<
  string,
  (data: ExpressionData) => unknown
>([
  ['item', (data) => data.items[data.itemIndex]],
  ['json', (data) => data.items[data.itemIndex]?.json],
  ['binary', (data) => data.items[data.itemIndex]?.binary],
  ['params', (data) => data.config],
]);

/** What `$input` has. */
export const INPUT_NAMES: readonly string[] = [...PROPERTIES.keys(), ...METHODS.keys()];

const INPUT_KIND: Kind<ExpressionData> = {
  name: '$input',
  typeOf: 'object',
  get: (_run, data, key) => PROPERTIES.get(key)?.(data),
  method: (key) => METHODS.get(key),
  toPrimitive: () => '[object Object]',
  toData: () => {
    throw new ExpressionError('expression.not_data', '"$input" is not a value: add .item.json, .first() or .all().');
  },
};

/** `$input`: the items that the node received. */
export function inputValue(run: Run): Opaque<ExpressionData> {
  return opaque(INPUT_KIND, run.scope.data);
}
