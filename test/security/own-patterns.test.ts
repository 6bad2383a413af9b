import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { type OwnPattern, ownPatterns } from './own-patterns.ts';

const patterns = await ownPatterns('{src,durable-objects}/**/*.ts');

/** What takes the square of this many letters is over in moments; the cube, or a power of two, is never over. */
const LETTERS = 5000;

/** Whoever is not done by then, in milliseconds, would not be done in years. */
const PATIENCE = 20_000;

/** What patterns go back and forth over, beside what they name themselves. */
const USUAL = [
  'a',
  '0',
  ' ',
  '-',
  '.',
  '/',
  '"',
  '\\',
  '\n',
  '=',
  ',',
  ';',
  '<',
  '[',
  '{',
  '(',
  'é',
  '0.',
  'a.',
  'a-',
  'a=',
  '"a',
  ' a',
  'a,',
];

/** Short texts of which the pattern itself speaks: its letters, in ones and twos. */
function ownPieces(source: string): readonly string[] {
  const letters = [...new Set(source.replaceAll(/\\[a-zA-Z]|\(\?[:=!<]*|[()[\]{}|*+?^$]/g, ' '))];
  return letters.flatMap((letter, index) => [letter, letter + (letters[index + 1] ?? '')]);
}

/** Long texts that nearly fit: one piece over and over, behind what the pattern begins with, and then what fits nothing. */
function attacksOn({ source }: OwnPattern): readonly string[] {
  const begin = /^\^?([\w:<"'/-]{1,20})/.exec(source)?.[1] ?? '';
  const pieces = [...new Set([...USUAL, ...ownPieces(source)])];
  return pieces.flatMap((piece) => {
    const pumped = piece.repeat(LETTERS / piece.length);
    return [`${pumped}\0!`, `${begin}${pumped}\0!`];
  });
}

/** Tries the pattern on all of them, in a context that can be ended while it does. */
function tryAll({ source, flags }: OwnPattern, texts: readonly string[]): void {
  const code = 'for (const text of texts) { pattern.lastIndex = 0; pattern.test(text); }';
  runInNewContext(code, { texts, pattern: new RegExp(source, flags) }, { timeout: PATIENCE });
}

describe('a regular expression of ours', () => {
  it('is found wherever one is written', () => {
    expect(patterns.length).toBeGreaterThan(100);
  });

  it('is told from one that goes astray', () => {
    const astray = { place: 'here', source: '^(a+)+$', flags: '' };
    expect(() =>
      runInNewContext('pattern.test(text)', { pattern: /^(a+)+$/, text: `${'a'.repeat(40)}!` }, { timeout: 500 }),
    ).toThrow(/timed out/);
    expect(attacksOn(astray).some((text) => text.startsWith('aaaa'))).toBe(true);
  });

  it.each(patterns)(
    'comes to an end with whatever it is given: $place',
    (pattern) => {
      expect(() => tryAll(pattern, attacksOn(pattern))).not.toThrow();
    },
    120_000,
  );
});
