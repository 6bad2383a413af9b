import { triesFrom } from '../../attempts/address-tries.ts';
import { hashSecret } from '../../security/secret-hash.ts';
import type { LoggedIn } from '../accounts.schemas.ts';
import { openSignedIn, recordFailedSignIn } from '../sessions/sign-in.ts';
import type { FactorDeps, Visitor } from './factor-deps.ts';
import { ticketInvalid, wrongProof } from './factors.errors.ts';
import type { FactorProof } from './factors.schemas.ts';
import { holderOfTicket } from './holder-of-ticket.ts';
import { proveFactor } from './prove-factor.ts';

/** The second step of signing in: a ticket and a proof of a factor open a session. A wrong proof leaves the ticket as it is. */
export async function passFactor(
  deps: FactorDeps,
  { client, party }: Visitor,
  given: { readonly ticket: string; readonly proof: FactorProof },
): Promise<LoggedIn> {
  await deps.attempts.take(triesFrom('factor.address', client.ip));
  const { ticket, user } = await holderOfTicket(deps, given.ticket);
  const { method } = given.proof;
  const claim = { user, ip: client.ip, party, purpose: { type: 'factor', userId: user.id } } as const;
  if (!(await proveFactor(deps, claim, given.proof))) {
    await recordFailedSignIn(deps, client, { userId: user.id, method });
    throw wrongProof();
  }
  const spent = { hash: hashSecret(given.ticket), expires_at: new Date(ticket.expiresAt).toISOString() };
  if (!(await deps.factors.spend(spent))) throw ticketInvalid();
  return openSignedIn(deps, client, { user, method: ticket.firstProof, factor: method, provedAt: ticket.issuedAt });
}
