import { describe, expect, it } from 'vitest';
import { compileConfig } from '../../../src/engine/expression/compile-config.ts';
import type { ExpressionData, LinkedItem, NodeAccess } from '../../../src/engine/expression/expression-data.ts';
import { createScope } from '../../../src/engine/expression/scope.ts';
import type { Item } from '../../../src/engine/item.ts';
import type { JsonValue } from '../../../src/engine/json.ts';
import { dataWith } from './evaluate.ts';

const fetched: readonly Item[] = [
  { json: { id: 1 } },
  { json: { id: 2 }, binary: { file: { data: '', mime_type: 'a/b' } } },
];

function node(linked: LinkedItem, executed = true): NodeAccess {
  return {
    executed,
    items: (handle, run) =>
      handle === 'false' || run === 7 ? [{ json: { handle: handle ?? null, run: run ?? null } }] : fetched,
    linked: (index) => (index === 0 ? linked : { type: 'item', item: fetched[1] ?? { json: {} } }),
    config: { url: 'https://x' },
  };
}

const NODES: { readonly [name: string]: NodeAccess } = {
  http_1: node({ type: 'item', item: fetched[0] ?? { json: {} } }),
  'Fetch it': node({ type: 'item', item: fetched[0] ?? { json: {} } }),
  skipped: node({ type: 'not_executed' }, false),
  lost: node({ type: 'lost', node: 'Code' }),
  many: node({ type: 'ambiguous', node: 'Merge' }),
};

function evaluate(source: string, changes: Partial<ExpressionData> = {}): JsonValue {
  const data = dataWith(
    { name: 'Ann' },
    {
      items: [{ json: { name: 'Ann' } }, { json: { name: 'Bob' } }],
      node: (name) => (Object.hasOwn(NODES, name) ? NODES[name] : undefined),
      nodeIds: () => ['http_1', 'skipped'],
      config: { amount: 5 },
      ...changes,
    },
  );
  return compileConfig(`{{ ${source} }}`).evaluate(createScope(data));
}

describe('the names of the data model', () => {
  it.each([
    ['workflow_id', 'w-1'],
    ['execution_id', 'e-1'],
    ['trigger_type', 'manual'],
    ['input_data', { source: 'test' }],
    ['variables.region', 'eu'],
    ['node_outputs.http_1', { id: 1 }],
    ['node_outputs["Fetch it"].id', 1],
    ['node_outputs.skipped', null],
    ['node_outputs.nobody', null],
    ['node_outputs', { http_1: { id: 1 } }],
    ['Object.keys(node_outputs)', ['http_1']],
    ['({ ...node_outputs }).http_1.id', 1],
  ])('%s', (source, value) => {
    expect(evaluate(source)).toEqual(value);
  });
});

describe('the names of n8n', () => {
  it.each([
    ['$json.name', 'Ann'],
    ['$input.item.json.name', 'Ann'],
    ['$input.first().json.name', 'Ann'],
    ['$input.last().json.name', 'Bob'],
    ['$input.all().map(item => item.json.name)', ['Ann', 'Bob']],
    ['$input.params.amount', 5],
    ['$("http_1").item.json.id', 1],
    ['$("Fetch it").item.json.id', 1],
    ['$("http_1").first().json.id', 1],
    ['$("http_1").last().json.id', 2],
    ['$("http_1").last().binary.file.mime_type', 'a/b'],
    ['$("http_1").all().length', 2],
    ['$("http_1").all("false")[0].json', { handle: 'false', run: null }],
    ['$("http_1").all(0, 7)[0].json', { handle: null, run: 7 }],
    ['$("http_1").itemMatching(1).json.id', 2],
    ['$("http_1").isExecuted', true],
    ['$("skipped").isExecuted', false],
    ['$("http_1").params.url', 'https://x'],
    ['$node["Fetch it"].json.id', 1],
    ['$node.http_1.json.id', 1],
    ['$itemIndex', 0],
    ['$runIndex', 0],
    ['$vars.region', 'eu'],
    ['$workflow', { id: 'w-1', name: 'Orders', active: true }],
    ['$execution.mode', 'manual'],
    ['$now.toISO()', '2023-11-15T14:30:00.000+01:00'],
    ['$today.toISO()', '2023-11-15T00:00:00.000+01:00'],
    ['$now === $now', true],
    ['$now.zoneName', 'Europe/Berlin'],
    ['$if($itemIndex === 0, "first", "other")', 'first'],
    ['$ifEmpty("", "default")', 'default'],
    ['$min(3, 1, 2)', 1],
    ['$max(3, 1, 2)', 3],
    ['Math.random()', 0.5],
    ['Date.now()', 1_700_055_000_000],
    ['new Date().toISOString()', '2023-11-15T13:30:00.000Z'],
    ['typeof $("http_1")', 'object'],
    ['typeof nobody', 'undefined'],
  ])('%s', (source, value) => {
    expect(evaluate(source)).toEqual(value);
  });

  it('reads the item at the index', () => {
    expect(evaluate('$json.name', { itemIndex: 1 })).toBe('Bob');
    expect(evaluate('$json?.name', { items: [] })).toBeNull();
  });

  it.each([
    ['$input.all()'],
    ['$input.all()[1].json'],
    ['$("http_1").all().length'],
    ['$("http_1").item.json'],
    ['$node.http_1.json'],
    ['node_outputs.http_1'],
  ])('gives data as it is, whatever the budget: %s', (source) => {
    const items = Array.from({ length: 5_000 }, (_empty, id) => ({ json: { id } }));
    const [item = { json: {} }] = items;
    const access: NodeAccess = { executed: true, items: () => items, linked: () => ({ type: 'item', item }) };
    const scope = createScope(dataWith({}, { items, node: () => access }));
    const evaluated = compileConfig(`{{ ${source} }}`).evaluate(scope, { budget: { steps: 100, characters: 100 } });
    expect(JSON.stringify(evaluated)?.length).toBeGreaterThan(0);
  });

  it('knows the names that a field adds', () => {
    expect(evaluate('$response.body.next', { extra: { $response: { body: { next: 2 } } } })).toBe(2);
    expect(evaluate('typeof $response', { extra: { $response: {} } })).toBe('object');
  });
});

describe('other nodes', () => {
  it.each([
    [
      '$("lost").item',
      'expression.link_lost',
      'Which item of "lost" belongs to this one is not known: "Code" lost the link.',
    ],
    [
      'node_outputs.lost',
      'expression.link_lost',
      'Which item of "lost" belongs to this one is not known: "Code" lost the link.',
    ],
    [
      '$("many").item.json',
      'expression.link_ambiguous',
      'Several items of "many" belong to this one: "Merge" made one item of many.',
    ],
    ['$("skipped").first()', 'expression.node_not_executed', 'The node "skipped" has not been executed.'],
    ['$("skipped").item', 'expression.node_not_executed', 'The node "skipped" has not been executed.'],
    ['$("nobody").item', 'expression.unknown_node', 'There is no node "nobody" in this workflow.'],
    ['$node.nobody.json', 'expression.unknown_node', 'There is no node "nobody" in this workflow.'],
    ['$("http_1")', 'expression.not_data', '"http_1" is a node, not a value: add .item.json, .first() or .all().'],
    ['$input', 'expression.not_data', '"$input" is not a value: add .item.json, .first() or .all().'],
    [
      '$("http_1").all(1)',
      'expression.invalid_argument',
      'An output is named by its handle, such as "true" or "main".',
    ],
  ])('%s fails with %s', (source, code, message) => {
    expect(() => evaluate(source)).toThrow(expect.objectContaining({ code, message, expression: source }));
  });
});
