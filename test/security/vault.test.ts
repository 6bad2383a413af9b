import { describe, expect, it } from 'vitest';
import { createVault } from '../../src/security/vault.ts';
import { otherSpellings } from '../support/texts/spellings.ts';

const KEY = btoa('k'.repeat(32));
const vault = createVault(KEY);

describe('createVault', () => {
  it('opens what it sealed', async () => {
    const sealed = await vault.seal('gehéim 🔑', 'credentials:1');
    expect(sealed).toMatch(/^v1\.[\w-]{16}\.[\w-]+$/);
    expect(await vault.open(sealed, 'credentials:1')).toBe('gehéim 🔑');
  });

  it('seals the same text differently each time', async () => {
    expect(await vault.seal('text', 'a')).not.toBe(await vault.seal('text', 'a'));
  });

  it('keeps a webhook secret within its column', async () => {
    expect((await vault.seal('s'.repeat(128), 'webhook_endpoints:1')).length).toBeLessThan(255);
  });

  it.each([
    ['for another purpose', 'credentials:2', (sealed: string) => sealed],
    ['when a byte has changed', 'credentials:1', (sealed: string) => sealed.slice(0, -4) + flip(sealed.slice(-4))],
    ['without a version', 'credentials:1', (sealed: string) => sealed.slice(3)],
    ['that is plain text', 'credentials:1', () => 'secret'],
    ['that is no base64url', 'credentials:1', () => 'v1.*.*'],
  ])('does not open a text %s', async (_name, purpose, change) => {
    const sealed = change(await vault.seal('secret', 'credentials:1'));
    await expect(vault.open(sealed, purpose)).rejects.toMatchObject({ code: 'vault.unreadable', status: 500 });
  });

  it('does not open another spelling of what it sealed, nor what goes on behind it', async () => {
    const sealed = await vault.seal('secret', 'a');
    const [, iv = '', ciphertext = ''] = sealed.split('.');
    const ivs = otherSpellings(iv).map((other) => `v1.${other}.${ciphertext}`);
    const ciphertexts = otherSpellings(ciphertext).map((other) => `v1.${iv}.${other}`);
    for (const other of [...ivs, ...ciphertexts, `${sealed}.`]) {
      await expect(vault.open(other, 'a')).rejects.toMatchObject({ code: 'vault.unreadable' });
    }
  });

  it('does not open what another key sealed', async () => {
    const sealed = await createVault(btoa('x'.repeat(32))).seal('secret', 'a');
    await expect(vault.open(sealed, 'a')).rejects.toMatchObject({ code: 'vault.unreadable' });
  });
});

function flip(text: string): string {
  return [...text].map((char) => (char === 'A' ? 'B' : 'A')).join('');
}
