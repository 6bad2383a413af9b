import { base64url } from 'jose';
import { describe, expect, it } from 'vitest';
import { decodeBase64, decodeBase64Url, isCanonicalToken } from '../../src/shared/text/canonical-base64.ts';
import { otherSpellings } from '../support/texts/spellings.ts';

/** Bytes of every length modulo 3, with all 64 characters among them. */
const BYTES = [0, 1, 2, 3, 4, 5, 31, 32, 33, 48, 64].map((length) =>
  Uint8Array.from({ length }, (_, index) => (index * 67 + 251) % 256),
);

const TEXTS = BYTES.map((bytes) => base64url.encode(bytes));

describe(decodeBase64Url, () => {
  it.each(TEXTS)('reads %j as it was written', (text) => {
    expect(base64url.encode(decodeBase64Url(text) ?? 'nothing')).toBe(text);
  });

  it.each(TEXTS.filter((text) => text !== ''))('reads %j in no other spelling', (text) => {
    expect(otherSpellings(text).filter((other) => decodeBase64Url(other) !== null)).toEqual([]);
  });

  it.each(['A', 'AAAAA', '*', 'ä', 'AA\0', '=', '===='])('refuses %j', (text) => {
    expect(decodeBase64Url(text)).toBeNull();
  });
});

describe(decodeBase64, () => {
  it('reads what was written', () => {
    for (const bytes of BYTES) expect(decodeBase64(btoa(String.fromCharCode(...bytes)))).toEqual(bytes);
  });

  it.each(['AB==', 'AAB=', 'AA', 'AAA', 'A A=', 'AAAA\n', ' AAAA', '-_-_', 'AAAA=', '='])('refuses %j', (text) => {
    expect(decodeBase64(text)).toBeNull();
  });
});

describe(isCanonicalToken, () => {
  it.each(['', 'AA', 'AA.AA', 'AA.AA.AA.AA', 'AB.AA.AA', 'AA.AB.AA', 'AA.AA.AB', 'AA.AA.AA=', 'AA.AA.AA '])(
    'refuses %j',
    (token) => {
      expect(isCanonicalToken(token)).toBe(false);
    },
  );

  it('takes three parts', () => {
    expect(isCanonicalToken('AA.AQ.Ag')).toBe(true);
  });
});
