import { compileConfig } from '../../src/engine/expression/compile-config.ts';
import type { ExpressionData } from '../../src/engine/expression/expression-data.ts';
import { createScope } from '../../src/engine/expression/scope.ts';
import { ORDER } from '../cases/graphs.ts';
import type { TimeRow } from '../report/row.ts';
import { best } from './best.ts';

const REPEATS = 5000;

const EXPRESSIONS = {
  'a path': '{{ $json.customer.name }}',
  'a text with two paths': 'Order {{ $json.id }} of {{ $json.customer.name }}',
  'a method': '{{ $json.customer.name.toUpperCase() }}',
  'arrows over a list':
    '{{ $json.items.map((item) => item.price * item.quantity).reduce((sum, price) => sum + price, 0) }}',
};

const DATA: ExpressionData = {
  workflow: { id: 'workflow', name: 'Bench', active: true },
  execution: { id: 'execution', mode: 'webhook' },
  triggerType: 'webhook',
  inputData: ORDER,
  variables: {},
  timezone: 'UTC',
  now: Date.UTC(2026, 0, 1),
  random: () => 0.5,
  itemIndex: 0,
  runIndex: 0,
  items: [{ json: ORDER }],
  node: () => undefined,
  nodeIds: () => [],
};

/** Evaluations per second of compiled expressions. */
export function measureExpressions(): TimeRow[] {
  return Object.entries(EXPRESSIONS).map(([name, text]) => {
    const config = compileConfig(text);
    const seconds = best(() => {
      const began = performance.now();
      for (let round = 0; round < REPEATS; round += 1) config.evaluate(createScope(DATA));
      return (performance.now() - began) / 1000;
    });
    return { name: `expression: ${name}`, size: text.length, value: REPEATS / seconds, unit: 'per second' };
  });
}
