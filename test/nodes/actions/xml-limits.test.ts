import { describe, expect, test } from 'vitest';
import { xmlAction } from '../../../src/nodes/actions/xml.ts';
import { jsonOf } from '../../support/node-run.ts';

function parse(text: string, count = 1): Promise<unknown> {
  const items = Array.from({ length: count }, () => ({}));
  return jsonOf(xmlAction, { items, config: { operation: 'to_json', text } });
}

describe('action.xml, to JSON', () => {
  test('pays for the same long text for each item', async () => {
    await expect(parse(`<r>${' '.repeat(1_000_000)}</r>`, 25)).rejects.toMatchObject({ code: 'node.work_limit' });
  });

  test('refuses deep elements', async () => {
    await expect(parse('<a>'.repeat(100_000))).rejects.toMatchObject({ code: 'xml.invalid', item: 0 });
  });

  test('expands no entities', async () => {
    const entities = '<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">';
    expect(await parse(`<!DOCTYPE r [${entities}]><r>&b;</r>`)).toEqual([{ r: '&b;' }]);
  });
});
