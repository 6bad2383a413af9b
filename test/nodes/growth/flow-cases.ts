import type { JsonObject, JsonValue } from '../../../src/engine/json.ts';
import { OPERATORS } from '../../../src/nodes/conditions/operators.ts';
import {
  fieldsOf,
  type GrowthCase,
  type GrowthCases,
  nestedIn,
  overItems,
  textFile,
  times,
  withConfig,
} from './case.ts';

const many = (size: number) => times(size, (id) => ({ id }));

function triggered(
  name: string,
  trigger: (size: number) => NonNullable<ReturnType<GrowthCase['of']>['trigger']>,
  config: JsonObject = {},
): GrowthCase {
  return { name, of: (size) => ({ config, trigger: trigger(size) }) };
}

const INPUTS: { readonly [name: string]: (size: number) => JsonValue } = {
  'many items': (size) => many(size),
  'many values': (size) => times(size, String),
  'many fields': (size) => fieldsOf(size, String),
  'a deep value': (size) => nestedIn(90, times(size, String)),
  'a long text': (size) => 'a'.repeat(size),
};

const inputs = (config: JsonObject = {}) =>
  Object.entries(INPUTS).map(([name, input]) => triggered(name, (size) => ({ input: input(size) }), config));

/** Left and right sides that comparisons find hard. */
const SIDES: { readonly [type: string]: (size: number) => readonly [JsonValue, JsonValue][] } = {
  string: (size) => [
    ['a'.repeat(size), 'a'.repeat(size)],
    ['a'.repeat(size), `${'a'.repeat(size / 4)}b${'a'.repeat(size / 4)}`],
    [`${'a'.repeat(size)}!`, '(a|aa)+$'],
    ['a'.repeat(size), '(.*)(.*)(.*)x(.*)y?'],
    ['x'.repeat(size), '/(x+x+)+y/i'],
    ['a'.repeat(size), '[a-q][^u-z]{13}x'],
  ],
  number: (size) => [[size, size]],
  date: (size) => [
    ['2026-03-04T05:06:07Z', '2026-03-04'],
    ['('.repeat(size), '2026-03-04'],
    ['1'.repeat(size), '2026-03-04'],
  ],
  boolean: () => [[true, false]],
  array: (size) => [
    [times(size, String), 'none'],
    [times(size, (id) => ({ id, a: 'x' })), { id: -1, a: 'x' }],
    [nestedIn(80, times(size, String)), nestedIn(80, times(size, String))],
    [times(size, String), 5],
  ],
  object: (size) => [[fieldsOf(size, String), null]],
  any: (size) => [
    [fieldsOf(size, String), fieldsOf(size, String)],
    [nestedIn(80, times(size, String)), nestedIn(80, times(size, String))],
  ],
};

function conditions(type: string, operation: string, [left, right]: readonly [JsonValue, JsonValue]): JsonObject {
  const condition = { left_value: left, operator: { type, operation }, right_value: right };
  return { combinator: 'or', case_sensitive: false, type_validation: 'loose', conditions: times(3, () => condition) };
}

/** All operators of a type, each over an item of its own, on sides that are hard for them. */
function judged(): GrowthCase[] {
  return Object.entries(OPERATORS).flatMap(([type, operators]) =>
    (SIDES[type]?.(8) ?? []).map((_sides, index): GrowthCase => {
      const operations = Object.keys(operators);
      return {
        name: `${type} ${index}`,
        of: (size) => ({
          items: operations.map((operation) => ({ operation })),
          config: ({ operation }) => ({
            conditions: conditions(type, String(operation), SIDES[type]?.(size)[index] ?? [null, null]),
          }),
        }),
        mayFail: 'conditions.wrong_type',
      };
    }),
  );
}

const equalsOne = conditions('number', 'equals', [1, 1]);

export const FLOW_CASES: GrowthCases = {
  'trigger.manual': inputs(),
  'trigger.error': inputs(),
  'trigger.schedule': [
    triggered('many fields', (size) => ({ data: fieldsOf(size, String) }), {
      rules: [{ unit: 'cron', expression: '0 0 30 2 *' }],
    }),
  ],
  'trigger.webhook': [
    ...inputs(),
    triggered('many parts of a request', (size) => ({
      data: { headers: fieldsOf(size, String), query: fieldsOf(size, String), raw_body: 'a'.repeat(size) },
    })),
  ],
  'trigger.form': [
    ...inputs(),
    triggered('many answers and files', (size) => ({
      input: fieldsOf(size, String),
      data: { files: Object.fromEntries(times(size, (id) => [`file_${id}`, { ...textFile('a') }])) },
    })),
  ],
  'trigger.workflow': [
    ...inputs(),
    triggered('items of types', (size) => ({ input: many(size) }), {
      inputs: { mode: 'fields', fields: [{ name: 'id', type: 'number' }] },
    }),
    triggered('files', (size) => ({
      input: many(size),
      data: { files: Object.fromEntries(times(size, (id) => [id, { a: { ...textFile('a') } }])) },
    })),
  ],
  'logic.if': [
    ...judged(),
    overItems('many items', { conditions: equalsOne }, many),
    withConfig('many conditions', (size) => ({
      conditions: {
        conditions: times(Math.min(size, 200), () => ({
          left_value: 1,
          operator: { type: 'number', operation: 'equals' },
          right_value: 1,
        })),
      },
    })),
  ],
  'logic.filter': [overItems('many items', { conditions: equalsOne }, many)],
  'logic.switch': [
    overItems('many items', { mode: 'rules', rules: [{ conditions: equalsOne }], fallback: 'extra' }, many),
    overItems('numbers', { mode: 'expression', output: 2 }, many),
    withConfig('many cases', (size) => ({
      mode: 'rules',
      all_matching: true,
      rules: times(Math.min(size, 100), () => ({ conditions: equalsOne })),
    })),
  ],
  'logic.loop': [
    {
      name: 'a round',
      of: (size) => ({ config: { batch_size: 10 }, items: many(size), loop: { round: 0, received: () => [] } }),
    },
    {
      name: 'the last round',
      of: (size) => ({
        config: { batch_size: size },
        items: many(size),
        loop: { round: 1, received: () => many(size).map((json) => ({ json })) },
      }),
    },
  ],
  'logic.wait': [
    overItems('a time', { resume: 'after', amount: 0 }, many),
    {
      name: 'a call that came',
      of: (size) => ({
        config: { resume: 'webhook' },
        items: many(size),
        resumed: true,
        received: { body: fieldsOf(size, String) },
      }),
    },
    {
      name: 'a call that did not come',
      of: (size) => ({ config: { resume: 'webhook', limit: { type: 'after' } }, items: many(size), resumed: true }),
    },
    withConfig('a long answer', (size) => ({ resume: 'webhook', response: { body: 'a'.repeat(size) } })),
  ],
  'logic.approval': [
    {
      name: 'a decision',
      of: (size) => ({ config: {}, items: many(size), resumed: true, received: { approved: true } }),
    },
  ],
  'logic.noop': [overItems('many items', {}, many)],
  'action.stop_error': [
    withConfig('large details', (size) => ({ details: times(size, String) }), { fails: 'workflow.stopped' }),
  ],
  'action.code': [
    overItems('many items', { code: 'return items' }, many, { fails: 'code.unavailable' }),
    ...['a;', 'if(a){}', '[', 'a=>', '/a/;', '`a`;', '(a,b)+', '{a:1};', 'for(;;){break}'].map((part) =>
      withConfig(`code of ${part}`, (size) => ({ code: part.repeat(size / 10) }), {
        fails: 'code.unavailable',
        mayFail: 'node.config_invalid',
      }),
    ),
  ],
};
