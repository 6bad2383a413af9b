import type { Attempts } from '../attempts/attempts.repository.ts';
import type { PlanBook } from '../plans/plan-book.ts';
import type { Cursors } from '../security/cursor.ts';
import type { Passwords } from '../security/passwords.ts';
import type { FactorTickets } from '../security/tickets/factor-tickets.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { AccountRepository } from './accounts.repository.ts';
import type { FactorRepository } from './factors/factors.repository.ts';
import type { TokenDeps } from './sessions/issue-tokens.ts';
import type { SessionRepository } from './sessions/sessions.repository.ts';

/** What the use cases of accounts need. */
export type AccountDeps = TokenDeps & {
  readonly accounts: AccountRepository;
  readonly sessions: SessionRepository;
  readonly passwords: Passwords;
  readonly plans: PlanBook;
  readonly attempts: Attempts;
  readonly factors: FactorRepository;
  readonly factorTickets: FactorTickets;
  readonly cursors: Cursors;
  readonly ids: IdSource;
  readonly now: Clock;
};

/** Where a request comes from, as a session keeps it. */
export type ClientInfo = { readonly ip: string | null; readonly userAgent: string | null };

/** Who is signed in, by which session, from where. */
export type SessionHolder = { readonly userId: string; readonly sessionId: string; readonly ip: string | null };
