import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Env } from '../env.ts';
import type { AccessLookup } from '../security/access.ts';
import type { Actor } from '../security/permissions.ts';
import type { StreamProof, StreamTickets } from '../security/tickets/stream-tickets.ts';
import type { AccessTokens } from '../security/tokens.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { CallerAddress } from './caller-address.ts';

/** What the authorisation of every route needs. */
type AuthDeps = {
  readonly tokens: Pick<AccessTokens, 'verify'>;
  readonly access: AccessLookup;
  readonly streamTickets: Pick<StreamTickets, 'verify'>;
  /** Remembers what is good once; `false`: it was used before. */
  readonly factors: { spend(spent: { readonly hash: string; readonly expires_at: string }): Promise<boolean> };
  readonly now: Clock;
  readonly callerAddress: CallerAddress;
  /** The origin at which people reach this server, if that is configured. */
  readonly publicOrigin: string | null;
};

/** The caller of a route whose permission is `authenticated`: a user with a session, outside of any workspace. */
export type SignedInUser = {
  readonly userId: string;
  readonly sessionId: string;
  /** When the user last proved by password or factor who they are, in milliseconds since the epoch. */
  readonly confirmedAt: number | null;
  /** Whether the user has a second factor and the session passed it. */
  readonly factorPassed: boolean;
  readonly ip: string | null;
};

/**
 * What a handler finds in `c.var`. `actor` is set on routes with a permission, `user` on `authenticated` ones: the
 * middleware that `defineRoute` adds sets them or refuses the request.
 */
type AppVariables = {
  requestId: string;
  auth: AuthDeps;
  actor: Actor;
  user: SignedInUser;
  /** What a ticket in the URL proved, on a route that takes one. */
  ticketProof: StreamProof;
  /** What each answer of a webhook carries, an error too. */
  answerHeaders: Headers;
};

export type AppEnv = { Bindings: Env; Variables: AppVariables };

export type App = OpenAPIHono<AppEnv>;

export type AppContext = Context<AppEnv>;

/** Mounts one feature's routes. */
export type Registrar = (app: App) => void;

export type AppDeps = {
  readonly auth: AuthDeps;
  readonly log: Log;
  /** Origins whose pages may read the answers of the API. */
  readonly origins: ReadonlySet<string>;
  /** The host of webhooks, forms, waits and approvals, if they have one of their own. */
  readonly worldHost: string | null;
  /** Hosts that are served by https alone. */
  readonly tlsHosts: ReadonlySet<string>;
  readonly registrars: readonly Registrar[];
};
