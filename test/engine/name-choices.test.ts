import { describe, expect, it } from 'vitest';
import { choicesText, createChoicesTeller, listedNames, nearestName } from '../../src/engine/name-choices.ts';

describe(nearestName, () => {
  it.each([
    ['ture', ['false', 'true'], 'true'],
    ['httpp', ['action.http', 'action.html'], 'action.http'],
    ['http', ['action.http', 'action.html'], 'action.http'],
    ['n8n-nodes-base.webhook', ['trigger.webhook', 'action.http'], 'trigger.webhook'],
    ['Fetch Orders', ['fetch_orders', 'orders'], 'fetch_orders'],
    ['onError', ['retry', 'on_error'], 'on_error'],
    ['x', ['y'], 'y'],
    ['teleport', ['action.http'], undefined],
    ['', ['action.http'], undefined],
    ['a'.repeat(61), ['a'.repeat(61)], undefined],
    ['a'.repeat(60), ['a'.repeat(61)], undefined],
    ['𝒜b', ['𝒜bc'], '𝒜bc'],
    ['a', [], undefined],
  ])('takes %j for the nearest of %j', (wanted, names, nearest) => {
    expect(nearestName(wanted, names)).toBe(nearest);
  });

  it('looks at no more than the first thousand names', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `node_number_${index}`);
    expect(nearestName('elsewhere', [...names, 'elsewhere'])).toBeUndefined();
  });
});

describe(listedNames, () => {
  it('tells ten names and counts the rest', () => {
    const names = Array.from({ length: 13 }, (_, index) => `n${index}`);
    expect(listedNames(names)).toMatch(/^"n0", .*"n9" and 3 more$/);
  });

  it('cuts a name that is too long to be told', () => {
    expect(listedNames(['a'.repeat(100)])).toBe(`"${'a'.repeat(59)}…"`);
  });
});

describe(choicesText, () => {
  it('tells what was perhaps meant, and the names there are', () => {
    expect(choicesText('ture', { called: 'The outputs are', names: ['true', 'false'] })).toBe(
      ' Did you mean "true"? The outputs are "true", "false".',
    );
  });

  it('says nothing where there are no names', () => {
    expect(choicesText('x', { called: 'The outputs are', names: [] })).toBe('');
  });
});

describe(createChoicesTeller, () => {
  it('falls silent after so many times', () => {
    const tell = createChoicesTeller(1);
    const choices = () => ({ called: 'The inputs are', names: ['main'] });
    expect([tell('x', choices), tell('x', choices)]).toEqual([' The inputs are "main".', '']);
  });
});
