import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { ACCESS_TOKEN_SECONDS, createAccessTokens } from '../../src/security/tokens.ts';
import { otherSpellings } from '../support/texts/spellings.ts';

const SECRET = 'a secret of the tests, 32 characters';
const NOW = Date.UTC(2026, 10, 22);
const CLAIMS = {
  userId: '019a0000-0000-7000-8000-000000000011',
  sessionId: '019a0000-0000-7000-8000-000000000021',
};
const tokens = createAccessTokens(SECRET);

function forged(header: { alg: string; typ: string }, claims: Record<string, unknown>): Promise<string> {
  return new SignJWT({ sub: CLAIMS.userId, sid: CLAIMS.sessionId, ...claims })
    .setProtectedHeader(header)
    .setIssuer('linkflow')
    .setAudience('linkflow-api')
    .setExpirationTime(NOW / 1000 + 60)
    .sign(new TextEncoder().encode(SECRET.padEnd(64, ' ').slice(0, header.alg === 'HS512' ? 64 : SECRET.length)));
}

describe('createAccessTokens', () => {
  it('verifies what it signed', async () => {
    expect(await tokens.verify(await tokens.sign(CLAIMS, NOW), NOW)).toEqual(CLAIMS);
  });

  it('never signs the same token twice', async () => {
    expect(await tokens.sign(CLAIMS, NOW)).not.toBe(await tokens.sign(CLAIMS, NOW));
  });

  it('takes one spelling of a token and no other', async () => {
    const token = await tokens.sign(CLAIMS, NOW);
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = letters.indexOf(token.slice(-1));
    const others = [1, 2, 3].map((bits) => token.slice(0, -1) + letters.charAt(last ^ bits));
    for (const other of [...others, `${token}=`, ` ${token}`, `${token}\n`, token.replace('.', '=.')]) {
      expect([other, await tokens.verify(other, NOW)]).toEqual([other, null]);
    }
  });

  it('lets tokens expire after 15 minutes', async () => {
    const token = await tokens.sign(CLAIMS, NOW);
    expect(await tokens.verify(token, NOW + (ACCESS_TOKEN_SECONDS - 1) * 1000)).toEqual(CLAIMS);
    expect(await tokens.verify(token, NOW + ACCESS_TOKEN_SECONDS * 1000)).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['no token', 'abc'],
    ['three empty parts', '..'],
    ['an unsigned token', new UnsecuredJWT({ sub: CLAIMS.userId, sid: CLAIMS.sessionId }).encode()],
  ])('refuses %s', async (_name, token) => {
    expect(await tokens.verify(token, NOW)).toBeNull();
  });

  it('refuses a token of another secret, algorithm, type or shape', async () => {
    const other = await createAccessTokens('another secret of 32 characters!').sign(CLAIMS, NOW);
    expect(await tokens.verify(other, NOW)).toBeNull();
    expect(await tokens.verify(await forged({ alg: 'HS512', typ: 'at+jwt' }, {}), NOW)).toBeNull();
    expect(await tokens.verify(await forged({ alg: 'HS256', typ: 'JWT' }, {}), NOW)).toBeNull();
    expect(await tokens.verify(await forged({ alg: 'HS256', typ: 'at+jwt' }, { sid: 'x' }), NOW)).toBeNull();
    expect(await tokens.verify(await forged({ alg: 'HS256', typ: 'at+jwt' }, {}), NOW)).toEqual(CLAIMS);
  });

  it('refuses any other spelling of its three parts', async () => {
    const parts = (await tokens.sign(CLAIMS, NOW)).split('.');
    const others = parts.flatMap((part, at) => otherSpellings(part).map((other) => parts.with(at, other).join('.')));
    const taken = await Promise.all(others.map((other) => tokens.verify(other, NOW)));
    expect(others.filter((_, index) => taken[index] !== null)).toEqual([]);
  });
});
