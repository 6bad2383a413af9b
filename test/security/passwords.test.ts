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

  it('takes nothing for right that is no hash of bcrypt', async () => {
    for (const none of ['', 'x', '!', '$2b$10$short', `$2b$10$${'.'.repeat(53)}`, '$argon2id$v=19$m=1']) {
      expect(await passwords.verify('correct horse battery', none)).toBe(false);
    }
  });
});

describe('a hash of before the cost rose', () => {
  const earlier = createPasswords('a pepper of the tests, 32 characters', 4);
  const later = createPasswords('a pepper of the tests, 32 characters', 6);

  it('still fits its password, and is to be made anew', async () => {
    const hash = await earlier.hash('correct horse battery');
    expect(await later.verify('correct horse battery', hash)).toBe(true);
    expect(await later.verify('correct horse batterz', hash)).toBe(false);
    expect([later.isOutdated(hash), earlier.isOutdated(hash)]).toEqual([true, false]);
  });

  it('is not outdated when it cost more, or is no hash', async () => {
    const hash = await later.hash('correct horse battery');
    expect([earlier.isOutdated(hash), later.isOutdated(hash), later.isOutdated('!')]).toEqual([false, false, false]);
  });
});
