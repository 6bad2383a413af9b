import type { JsonObject } from '../../engine/json.ts';
import { pause } from '../../shared/pause.ts';
import type { CredentialPlace } from '../credential-data.ts';
import type { LoadedCredential, OpenedCredential } from '../use/load-credential-secret.ts';
import { CredentialUnusable, notConnected, reconnectNeeded, refreshBusy } from './credential-unusable.ts';
import { givenTokenClient, oauthClient, type TokenClient } from './oauth-client.ts';
import { givenTokenData } from './oauth-data.ts';
import { endGrant, type RenewalDeps, renewTokens } from './renew-tokens.ts';
import { readTokens } from './sealed-tokens.ts';
import type { TokenSet } from './token-answer.ts';

/** A token is renewed when it has so little left, in milliseconds. */
const EXPIRY_SKEW_MS = 60_000;
/** How long somebody else's renewal is waited for, and how often it is looked for, in milliseconds. */
const MAX_WAIT_MS = 20_000;
const LOOK_AGAIN_MS = 150;

type FreshDeps = RenewalDeps & {
  readonly load: (place: CredentialPlace) => Promise<LoadedCredential | null>;
};

/** A credential with OAuth tokens as it stands in the database. */
type Held = { readonly loaded: LoadedCredential; readonly tokens: TokenSet; readonly client: TokenClient | null };

/** What somebody wants: a token that is not the refused one; `generation`: of the tokens that were seen first. */
type Wish = { readonly refused: string | null; readonly generation: number; readonly until: number };

function givenTokens(data: JsonObject): TokenSet | null {
  const parsed = givenTokenData.safeParse(data);
  if (!parsed.success) return null;
  const { access_token, refresh_token = null, expires_at } = parsed.data;
  return { access_token, refresh_token, expires_at: expires_at === undefined ? null : Date.parse(expires_at) };
}

function hold(loaded: LoadedCredential): Held | null {
  const { connection, reconnectReason, data } = loaded;
  if (connection === 'not_connected') throw notConnected();
  if (connection === 'reconnect_needed') throw reconnectNeeded(reconnectReason ?? 'revoked');
  const tokens = loaded.tokens === null ? givenTokens(data) : readTokens(loaded.tokens);
  if (tokens === null) return null;
  return { loaded, tokens, client: connection === null ? givenTokenClient(data) : oauthClient(data) };
}

function lastsUntil({ expires_at }: TokenSet): number {
  return expires_at ?? Number.POSITIVE_INFINITY;
}

/** Whoever waited for a renewal takes what it brought, even if it lasts for seconds only. */
function isGood({ tokens, loaded }: Held, { refused, generation }: Wish, now: number): boolean {
  if (tokens.access_token === refused) return false;
  const skew = loaded.generation === generation ? EXPIRY_SKEW_MS : 0;
  return lastsUntil(tokens) > now + skew;
}

function opened(deps: FreshDeps, place: CredentialPlace, held: Held): OpenedCredential {
  const { loaded, tokens, client } = held;
  const { type, allowedHosts, data, connection } = loaded;
  const { access_token } = tokens;
  const header = connection === null ? null : (oauthClient(data)?.tokenHeader ?? null);
  const given = connection === null ? data : {};
  const credential = {
    type,
    allowedHosts,
    data: { ...given, access_token, ...(header === null ? {} : { token_header: header }) },
  };
  if (client === null || tokens.refresh_token === null) return credential;
  return { ...credential, renew: () => renewed(deps, place, access_token) };
}

/** What the credential is worth without a renewal; `null`: somebody else has changed it. */
async function withoutRenewal(deps: FreshDeps, place: CredentialPlace, held: Held): Promise<OpenedCredential | null> {
  const { tokens, loaded } = held;
  if (loaded.connection === null || lastsUntil(tokens) > deps.now()) return opened(deps, place, held);
  const ended = await endGrant(deps, { ...place, lease: null, generation: loaded.generation }, 'expired');
  if (ended) throw reconnectNeeded('expired');
  return null;
}

/** Tries to renew; `null`: somebody else does. A token that still lasts does for a while if the provider is away. */
async function tryRenewal(
  deps: FreshDeps,
  place: CredentialPlace,
  { held, refused }: { readonly held: Held; readonly refused: string | null },
): Promise<OpenedCredential | null> {
  const { client, tokens, loaded } = held;
  if (client === null || tokens.refresh_token === null) return withoutRenewal(deps, place, held);
  const lease = { ...place, lease: deps.ids(deps.now()), generation: loaded.generation };
  const claim = await deps.store.claim(lease);
  if (claim === null) return null;
  try {
    const renewal = { lease, interrupted: claim.interrupted, client, refreshToken: tokens.refresh_token };
    return opened(deps, place, { ...held, tokens: await renewTokens(deps, renewal) });
  } catch (error) {
    const mayLast = error instanceof CredentialUnusable && error.code === 'credentials.refresh_failed';
    if (mayLast && refused === null && lastsUntil(tokens) > deps.now()) return opened(deps, place, held);
    throw error;
  }
}

async function reload(deps: FreshDeps, place: CredentialPlace): Promise<Held | null> {
  const loaded = await deps.load(place);
  return loaded === null ? null : hold(loaded);
}

async function fresh(
  deps: FreshDeps,
  place: CredentialPlace,
  { first, wish }: { readonly first: Held; readonly wish: Wish },
): Promise<OpenedCredential> {
  let held: Held | null = first;
  while (held !== null && !isGood(held, wish, deps.now())) {
    const done = await tryRenewal(deps, place, { held, refused: wish.refused });
    if (done !== null) return done;
    if (deps.now() >= wish.until) throw refreshBusy();
    await pause(LOOK_AGAIN_MS);
    held = await reload(deps, place);
  }
  if (held === null) throw notConnected();
  return opened(deps, place, held);
}

function wishFor(deps: FreshDeps, { generation }: LoadedCredential, refused: string | null): Wish {
  return { refused, generation, until: deps.now() + MAX_WAIT_MS };
}

/** After the service has refused a token: a newer one, which may be there already. */
async function renewed(deps: FreshDeps, place: CredentialPlace, refused: string): Promise<OpenedCredential> {
  const first = await reload(deps, place);
  if (first === null) throw notConnected();
  return fresh(deps, place, { first, wish: wishFor(deps, first.loaded, refused) });
}

/**
 * The credential with an access token that lasts, renewed if need be: once, whoever else wants it at the same moment. Throws
 * `CredentialUnusable`.
 */
export async function freshCredential(
  deps: FreshDeps,
  place: CredentialPlace,
  loaded: LoadedCredential,
): Promise<OpenedCredential> {
  const first = hold(loaded);
  if (first === null) return { type: loaded.type, data: loaded.data, allowedHosts: loaded.allowedHosts };
  return fresh(deps, place, { first, wish: wishFor(deps, loaded, null) });
}
