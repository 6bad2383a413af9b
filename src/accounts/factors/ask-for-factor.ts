import { type FirstProof, TICKET_SECONDS } from '../../security/tickets/factor-tickets.ts';
import type { AccountDeps } from '../account-deps.ts';
import { wrongCredentials } from '../accounts.errors.ts';
import type { FactorRequired } from './factors.schemas.ts';
import { methodsOf } from './list-factors.ts';

/** The first of two steps of signing in, for a user with a factor: a ticket for the second. No session is opened yet. */
export async function askForFactor(
  deps: Pick<AccountDeps, 'factors' | 'factorTickets' | 'now'>,
  userId: string,
  firstProof: FirstProof,
): Promise<FactorRequired> {
  const state = await deps.factors.state(userId);
  if (state === null) throw wrongCredentials();
  const ticket = await deps.factorTickets.sign({ userId, firstProof }, deps.now());
  return { factor_required: true, ticket, expires_in: TICKET_SECONDS, methods: methodsOf(state) };
}
