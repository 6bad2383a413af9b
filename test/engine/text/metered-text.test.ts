import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { meteredInput } from '../../../src/engine/text/metered-text.ts';

function search(expression: string, text: string): { readonly found: string[]; readonly paid: number } {
  let paid = 0;
  const pay = (steps: number): void => {
    paid += steps;
  };
  const matcher = RE2JS.compile(expression).matcher(meteredInput(text, { stepsPerCharacter: 1, pay }));
  const found: string[] = [];
  while (matcher.find()) found.push(`${matcher.group(0)}`);
  return { found, paid };
}

describe('a text that pays for each character read', () => {
  it('gives what matches', () => {
    expect(search('b.', 'abcabd').found).toEqual(['bc', 'bd']);
  });

  it('pays for the rest of the text each time that it is read again', () => {
    const once = search('[ab]', 'a'.repeat(400)).paid;
    const again = search('(?:a.*b)|[ab]', 'a'.repeat(400)).paid;
    expect(once).toBeGreaterThan(0);
    expect(again).toBeGreaterThan(20 * once);
  });

  it('pays for what the host skips, found or not', () => {
    expect(search('needle', `${'-'.repeat(100_000)}needle`).paid).toBeGreaterThan(1_000);
    expect(search('needle', '-'.repeat(100_000)).paid).toBeGreaterThan(1_000);
  });

  it('is seen as a text', () => {
    const input = meteredInput('abc', { stepsPerCharacter: 1, pay: () => undefined });
    expect([String(input.asCharSequence()), input.asCharSequence()?.substring(1, 2)]).toEqual(['abc', 'b']);
  });
});
