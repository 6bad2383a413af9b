import type { FactorTicket } from '../../security/tickets/factor-tickets.ts';
import type { User } from '../accounts.schemas.ts';
import type { FactorDeps } from './factor-deps.ts';
import { ticketInvalid } from './factors.errors.ts';

/** Who holds this ticket. Throws 401 for one that is not live, or whose user is no longer active. */
export async function holderOfTicket(
  deps: Pick<FactorDeps, 'factorTickets' | 'accounts' | 'now'>,
  text: string,
): Promise<{ readonly ticket: FactorTicket; readonly user: User }> {
  const ticket = await deps.factorTickets.verify(text, deps.now());
  const user = ticket && (await deps.accounts.findById(ticket.userId));
  if (!ticket || !user) throw ticketInvalid();
  return { ticket, user };
}
