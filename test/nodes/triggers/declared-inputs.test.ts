import { describe, expect, test } from 'vitest';
import { declaredInputs, inputFaults } from '../../../src/nodes/calls/input-faults.ts';
import { configFaults } from '../../../src/nodes/config-faults.ts';
import { manualTrigger } from '../../../src/nodes/triggers/manual.ts';
import { jsonOf, runNode } from '../../support/node-run.ts';

const fields = [
  { name: 'customer.name', type: 'string', required: true, description: 'Who buys.' },
  { name: 'count', type: 'number', default: 1 },
  { name: 'note' },
] as const;
const config = { inputs: { mode: 'fields', fields } };

function faultsOf(json: object, type = 'trigger.manual') {
  const declared = declaredInputs({ type, config: JSON.parse(JSON.stringify(config)) });
  return declared === null ? null : inputFaults(declared, JSON.parse(JSON.stringify(json)));
}

describe('declared inputs', () => {
  test('are given to the workflow with their defaults, and null for what need not be there', async () => {
    const input = [{ customer: { name: 'Ada' } }, { customer: { name: 'Bob' }, count: 3, note: 'soon' }];
    expect(await jsonOf(manualTrigger, { config, trigger: { input } })).toEqual([
      { customer: { name: 'Ada' }, count: 1, note: null },
      { customer: { name: 'Bob' }, count: 3, note: 'soon' },
    ]);
  });

  test('fail a run that got in with others', async () => {
    const run = { config, trigger: { input: { customer: {} } } };
    await expect(async () => runNode(manualTrigger, run)).rejects.toMatchObject({ code: 'workflow.input_invalid' });
  });

  test('find each fault with its place', () => {
    expect(faultsOf({ customer: { name: 5 }, count: '3', coutn: 2 })).toEqual([
      {
        code: 'input.wrong_type',
        path: ['customer', 'name'],
        message: 'Field customer.name: expected string, got the number 5',
      },
      { code: 'input.wrong_type', path: ['count'], message: 'Field count: expected number, got the text "3"' },
      {
        code: 'input.unknown_field',
        path: ['coutn'],
        message:
          'The trigger declares no field "coutn". Did you mean "count"? Its fields are "customer.name", "count", "note".',
      },
    ]);
    expect(faultsOf({})).toMatchObject([{ code: 'input.required', path: ['customer', 'name'] }]);
    expect(faultsOf({ customer: { name: 'Ada', more: 1 }, count: null })).toEqual([]);
  });

  test('are looked for where a trigger can have them', () => {
    expect(faultsOf({}, 'trigger.webhook')).toBeNull();
    expect(declaredInputs({ type: 'trigger.manual', config: {} })).toBeNull();
    expect(declaredInputs({ type: 'trigger.manual', config: { inputs: 'none' } })).toBeNull();
  });

  test.each([
    [{ name: 'n', type: 'number', default: 'one' }, 'The default is no number'],
    [{ name: 'n', default: 'x'.repeat(10_001) }, 'A default may have 10000 characters of JSON'],
    [{ name: 'n', default: '{{ $now }}' }, 'A trigger cannot have expressions'],
  ])('refuse the default of %j', (field, message) => {
    const faults = configFaults(manualTrigger, { inputs: { mode: 'fields', fields: [field] } });
    expect(faults).toEqual([{ path: ['inputs', 'fields', 0, 'default'], message }]);
  });
});
