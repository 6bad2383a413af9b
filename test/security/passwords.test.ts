import { describe, expect, it } from 'vitest';
import { createPasswords } from '../../src/security/passwords.ts';

const passwords = createPasswords('a pepper of the tests, 32 characters');

describe('createPasswords', () => {
  it('knows a password by its hash', async () => {
    const hash = await passwords.hash('correct horse battery');
    expect(hash).toMatch(/^\$2b\$10\$/);
    expect(await passwords.verify('correct horse battery', hash)).toBe(true);
    expect(await passwords.verify('correct horse batterz', hash)).toBe(false);
  });

  it('reads a long password to its end', async () => {
    const hash = await passwords.hash(`${'x'.repeat(100)}a`);
    expect(await passwords.verify(`${'x'.repeat(100)}b`, hash)).toBe(false);
  });

  it('takes composed and decomposed letters for the same', async () => {
    const hash = await passwords.hash('pa\u0308sswo\u0308rter');
    expect(await passwords.verify('pässwörter', hash)).toBe(true);
  });

  it('needs the pepper', async () => {
    const hash = await passwords.hash('correct horse battery');
    expect(await createPasswords('another pepper').verify('correct horse battery', hash)).toBe(false);
  });

  it('hashes as much for an unknown user as for a wrong password', async () => {
    const started = performance.now();
    expect(await passwords.verify('anything at all', null)).toBe(false);
    expect(performance.now() - started).toBeGreaterThan(10);
  });
});
