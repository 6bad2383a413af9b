import { compileConfig } from '../../src/engine/expression/compile-config.ts';
import type { ExpressionData } from '../../src/engine/expression/expression-data.ts';
import { createScope } from '../../src/engine/expression/scope.ts';
import { ORDER } from '../cases/graphs.ts';
import { itemsOfCount } from '../cases/items-of-count.ts';
import type { TimeRow } from '../report/row.ts';
import { best } from './best.ts';

const LIST_LENGTH = 1000;

type Case = { readonly text: string; readonly repeats: number };

const EXPRESSIONS: { readonly [name: string]: Case } = {
  'a path': { text: '{{ $json.customer.name }}', repeats: 5000 },
  'a text with two paths': { text: 'Order {{ $json.id }} of {{ $json.customer.name }}', repeats: 5000 },
  'a method': { text: '{{ $json.customer.name.toUpperCase() }}', repeats: 5000 },
  'arrows over a list': {
    text: '{{ $json.items.map((item) => item.price * item.quantity).reduce((sum, price) => sum + price, 0) }}',
    repeats: 5000,
  },
  'a map over 1,000 items': { text: '{{ $json.list.map((item) => item.total * 2) }}', repeats: 20 },
  '$now.format': { text: "{{ $now.format('yyyy-MM-dd HH:mm') }}", repeats: 1000 },
  'DateTime.fromISO and toFormat': {
    text: "{{ DateTime.fromISO($json.created_at).toFormat('dd LLL yyyy') }}",
    repeats: 1000,
  },
};

const JSON_DATA = { ...ORDER, created_at: '2026-03-01T12:30:00Z', list: itemsOfCount(LIST_LENGTH) };

const DATA: ExpressionData = {
  workflow: { id: 'workflow', name: 'Bench', active: true },
  execution: { id: 'execution', mode: 'webhook' },
  triggerType: 'webhook',
  inputData: JSON_DATA,
  variables: {},
  timezone: 'UTC',
  now: Date.UTC(2026, 0, 1),
  random: () => 0.5,
  itemIndex: 0,
  runIndex: 0,
  items: [{ json: JSON_DATA }],
  node: () => undefined,
  nodeIds: () => [],
};

/** Evaluations of compiled expressions per second, each with a new scope, as for each item of a node. */
export function measureExpressions(): TimeRow[] {
  return Object.entries(EXPRESSIONS).map(([name, { text, repeats }]) => {
    const config = compileConfig(text);
    const seconds = best(() => {
      const began = performance.now();
      for (let round = 0; round < repeats; round += 1) config.evaluate(createScope(DATA));
      return (performance.now() - began) / 1000;
    });
    return { name: `expression: ${name}`, size: text.length, value: repeats / seconds, unit: 'per second' };
  });
}
