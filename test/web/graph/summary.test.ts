import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkflowNode } from '../../../web/src/lib/graph/graph.ts';
import { summaryOf } from '../../../web/src/lib/graph/summary.ts';

describe('what stands below the name of a node', () => {
  it.each([
    ['action.http', { url: 'https://shop.example.com/api/orders?since=1' }, 'GET shop.example.com/api/orders'],
    ['action.http', { method: 'POST', url: '{{ $json.link }}' }, 'POST link'],
    ['action.set', { fields: [{ name: 'to', value: 'x' }, { name: 'text' }] }, 'to, text'],
    ['action.sort', { fields: [{ field: 'points', order: 'descending' }] }, 'points'],
    ['logic.switch', { rules: [{ name: 'Outages' }, { name: 'Bills' }] }, 'Outages, Bills'],
    ['logic.wait', { resume: 'after', amount: 10, unit: 'days' }, '10 days'],
    [
      'logic.if',
      {
        conditions: {
          conditions: [
            { left_value: '{{ $json.paid }}', operator: { type: 'boolean', operation: 'false' } },
            { left_value: '{{ $json.total }}', operator: { type: 'number', operation: 'gt' }, right_value: 5 },
          ],
        },
      },
      'paid is false + 1',
    ],
    ['logic.noop', {}, ''],
    ['action.set', { fields: 'nonsense', rules: [null, 3] }, ''],
  ])('is made of the config of %s %j', (type, config, summary) => {
    expect(summaryOf({ type, config })).toBe(summary);
  });

  it('is short, whatever the config holds', () => {
    const anything = fc.dictionary(
      fc.constantFrom('url', 'method', 'fields', 'rules', 'conditions', 'amount'),
      fc.anything(),
    );
    fc.assert(
      fc.property(anything, (config) => {
        const summary = summaryOf({ type: 'action.http', config: config as WorkflowNode['config'] });
        expect(summary.length).toBeLessThanOrEqual(80);
      }),
    );
  });
});
