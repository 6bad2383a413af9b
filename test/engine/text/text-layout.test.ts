import { describe, expect, test } from 'vitest';
import { createTextLayout } from '../../../src/engine/text/text-layout.ts';

/** `<p`, `/p` and texts, in their order. */
function layOut(...steps: readonly string[]): string {
  const layout = createTextLayout();
  for (const step of steps) {
    if (step.startsWith('<')) layout.open(step.slice(1));
    else if (step.startsWith('/')) layout.close(step.slice(1));
    else layout.text(step);
  }
  return layout.result();
}

describe('createTextLayout', () => {
  test.each([
    [['a', '<b', 'b', '/b', 'c'], 'abc'],
    [[' a ', 'b\n'], ' a b\n'],
    [['<p', 'a', '/p', '<p', 'b', '/p'], 'a\nb'],
    [['a ', '\n', ' ', '<p', '  ', ' b', '/p', ' '], 'a\nb'],
    [['\n', '<p', ' a'], 'a'],
    [['a', '<br', 'b', '<br', '<br', 'c', '<br', '<p', 'd'], 'a\nb\n\nc\nd'],
    [['a', '<hr', 'b'], 'a\nb'],
    [['<pre', ' a\n', '/pre', 'b', '<pre', '\n c', '/pre', '/pre', ' d'], ' a\nb\n\n c\nd'],
    [['<tr', '<td', 'a', '/td', '<td', '/td', '<td', 'c', '/td', '/tr'], 'a\t\tc'],
    [['x', '<tr', '<td', '/td', '<td', 'b', '/td', '/tr', '<tr', '<th', 'c', '/th', '/tr'], 'x\n\tb\nc'],
    [['<td', 'a', '<td', '<p', 'b', '/p', '<p', 'c', '/p', '<td', '<br', 'd', '<tr', 'e'], 'a\tb\nc\td\ne'],
    [[], ''],
  ])('puts %j together', (steps, text) => {
    expect(layOut(...steps)).toBe(text);
  });
});
