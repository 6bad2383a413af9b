import { describe, expect, it } from 'vitest';
import { markSteps } from '../../../src/engine/text/mark-steps.ts';
import { failure } from '../expression/evaluate.ts';

const marks = (count: number) => `a${'\u0316\u0301'.repeat(count / 2)}`;

describe(markSteps, () => {
  it.each(['', 'Ada Lovelace', 'é'.repeat(1000), 'e\u0301'.repeat(1000), 'नमस्ते दुनिया '.repeat(100)])(
    'is nothing for what people write: %s',
    (text) => {
      expect(markSteps(text)).toBe(0);
    },
  );

  it('grows as the square of the marks on one letter, as the work of the host does', () => {
    expect(markSteps(marks(100_000))).toBeGreaterThan(3.9 * markSteps(marks(50_000)));
  });
});

describe('texts with very many marks on one letter', () => {
  const json = { text: marks(100_000) };

  it.each([
    '$json.text.normalize()',
    '$json.text.normalize("NFD")',
    '"a".localeCompare($json.text)',
    '$json.text.localeCompare("a")',
  ])('%s is refused', (expression) => {
    expect(failure(expression, json).code).toBe('expression.budget_steps');
  });
});
