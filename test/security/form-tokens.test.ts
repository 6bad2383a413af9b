import { describe, expect, it } from 'vitest';
import { createFormTokens } from '../../src/security/form-tokens.ts';

const NOW = Date.UTC(2026, 0, 1);
const tokens = createFormTokens('a secret of the tests');
const typed: [string, string[]][] = [['name', ['Ada', 'é']]];
const state = { endpointId: 'e', nonce: 'n', expiresAt: NOW + 1, step: 2, typed };

describe('a token of a form', () => {
  it('gives back what it was made of, until it expires', () => {
    const token = tokens.seal(state);
    expect(tokens.open(token, NOW)).toEqual(state);
    expect(tokens.open(token, NOW + 1)).toBeNull();
  });

  it('is nothing without its signature, or with that of another secret', () => {
    const token = tokens.seal(state);
    const [text = '', signature = ''] = token.split('.');
    const other = createFormTokens('another secret').seal(state);
    for (const forged of [
      '',
      '.',
      text,
      `${text}.`,
      `.${signature}`,
      `x${token}`,
      `${token}x`,
      other,
      `${text}.${text}`,
    ]) {
      expect(tokens.open(forged, NOW)).toBeNull();
    }
  });
});
