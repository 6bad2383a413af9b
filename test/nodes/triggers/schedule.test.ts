import { describe, expect, test } from 'vitest';
import { configFaults } from '../../../src/nodes/config-faults.ts';
import { scheduleTrigger } from '../../../src/nodes/triggers/schedule.ts';

function faultsOf(expression: string): string[] {
  const config = { rules: [{ unit: 'cron', expression }] };
  return configFaults(scheduleTrigger, config).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('a cron expression', () => {
  test.each(['0 0 31 2 *', '0 0 30 2 *', '0 0 30,31 2 *', '0 0 31 4,6,9,11 *', '0 0 31 FEB *'])(
    'that never comes is refused: %s',
    (expression) => {
      expect(faultsOf(expression)).toEqual([
        'rules.0.expression: This never comes: no month that it names has such a day',
      ]);
    },
  );

  test.each(['0 0 29 2 *', '0 0 31 * *', '0 0 31 2,3 *', '0 0 31 2 1', '0 0 L 2 *', '@hourly'])(
    'that comes, however seldom, is taken: %s',
    (expression) => {
      expect(faultsOf(expression)).toEqual([]);
    },
  );

  test('that is none is said to be none', () => {
    expect(faultsOf('at noon')).toEqual(['rules.0.expression: A cron expression has five fields, this has 2']);
  });

  test('with seconds is refused, and told why', () => {
    expect(faultsOf('*/5 * * * * *')).toEqual([
      'rules.0.expression: A sixth field, for seconds, is not taken: a schedule runs at whole minutes',
    ]);
  });
});
