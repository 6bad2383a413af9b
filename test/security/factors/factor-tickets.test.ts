import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createFactorTickets, TICKET_SECONDS } from '../../../src/security/tickets/factor-tickets.ts';
import { createAccessTokens } from '../../../src/security/tokens.ts';
import { otherSpellings } from '../../support/texts/spellings.ts';

const SECRET = 'a secret of the tests, 32 characters';
const NOW = Date.UTC(2026, 10, 29, 12);
const USER = '019a0000-0000-7000-8000-000000000011';
const SESSION = '019a0000-0000-7000-8000-000000000021';

const tickets = createFactorTickets(SECRET);
const access = createAccessTokens(SECRET);

const sign = (): Promise<string> => tickets.sign({ userId: USER, firstProof: 'password' }, NOW);

/** All that a ticket says, in the hand of whoever has a key. */
function forge(header: { readonly alg: string; readonly typ?: string }, key: string): Promise<string> {
  return new SignJWT({ fst: 'password' })
    .setProtectedHeader(header)
    .setSubject(USER)
    .setIssuer('linkflow')
    .setAudience('linkflow-factor')
    .setExpirationTime(NOW / 1000 + 60)
    .setJti(SESSION)
    .sign(new TextEncoder().encode(key));
}

describe('a factor ticket', () => {
  it('says who has shown the first proof, and until when it is good', async () => {
    expect(await tickets.verify(await sign(), NOW)).toMatchObject({
      userId: USER,
      firstProof: 'password',
      expiresAt: NOW + TICKET_SECONDS * 1000,
    });
  });

  it('is over after five minutes', async () => {
    const ticket = await sign();
    expect(await tickets.verify(ticket, NOW + TICKET_SECONDS * 1000 - 1000)).not.toBeNull();
    expect(await tickets.verify(ticket, NOW + TICKET_SECONDS * 1000)).toBeNull();
  });

  it('is no access token, and an access token is no ticket', async () => {
    expect(await access.verify(await sign(), NOW)).toBeNull();
    expect(await tickets.verify(await access.sign({ userId: USER, sessionId: SESSION }, NOW), NOW)).toBeNull();
  });

  it('is taken in one spelling', async () => {
    for (const other of otherSpellings(await sign())) expect(await tickets.verify(other, NOW)).toBeNull();
  });

  it('is known by its own key, algorithm and type alone', async () => {
    const typ = 'factor-ticket+jwt';
    expect(await tickets.verify(await forge({ alg: 'HS256', typ }, SECRET), NOW)).toMatchObject({ userId: USER });
    const forged = await Promise.all([
      forge({ alg: 'HS256', typ }, 'another secret of 32 characters!!'),
      forge({ alg: 'HS512', typ }, SECRET),
      forge({ alg: 'HS256', typ: 'at+jwt' }, SECRET),
      forge({ alg: 'HS256' }, SECRET),
    ]);
    const unsigned = new UnsecuredJWT({ fst: 'password' }).setSubject(USER).setJti(SESSION).encode();
    for (const text of [...forged, unsigned, '', 'x', 'a.b.c']) expect(await tickets.verify(text, NOW)).toBeNull();
  });
});
