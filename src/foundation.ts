import { MAX_TOKEN_ANSWER } from './credentials/oauth/token-endpoint.ts';
import type { Database } from './db/client.ts';
import { openDatabases } from './db/databases.ts';
import type { Env } from './env.ts';
import { createBlobStore } from './executions/files/blob-store.ts';
import { callerAddress } from './http/caller-address.ts';
import { createCatalog } from './nodes/registry.ts';
import { createPlanBook } from './plans/plan-book.ts';
import { createCursors } from './security/cursor.ts';
import { openEgress } from './security/egress/open-egress.ts';
import { sendOverNetwork } from './security/egress/transport.ts';
import { masterKeys } from './security/master-keys.ts';
import { createPasskeyChallenges } from './security/passkeys/passkey-challenges.ts';
import { createPasswords } from './security/passwords.ts';
import { secureRandom } from './security/random.ts';
import { createRefreshTokens } from './security/refresh-tokens.ts';
import { createResumeLinks } from './security/resume-links.ts';
import { createFactorTickets } from './security/tickets/factor-tickets.ts';
import { createStreamTickets } from './security/tickets/stream-tickets.ts';
import { createAccessTokens } from './security/tokens.ts';
import { createVault, type Vault } from './security/vault.ts';
import { parseSettings, worldUrlOf } from './settings.ts';
import { systemClock } from './shared/clock.ts';
import { newId } from './shared/ids.ts';
import { consoleLog } from './shared/log.ts';
import { createWorkspaceKeyRepository } from './workspace-keys/workspace-keys.repository.ts';
import { createWorkspaceSecrets, type WorkspaceSecrets } from './workspace-keys/workspace-secrets.ts';
import { createEgressAllowLists } from './workspaces/egress-allow.ts';
import { workspaceEgress } from './workspaces/workspace-egress.ts';

/** The secrets of workspaces, as far as the role sees their keys. */
function secretsOf(vault: Vault, { sql }: Database): WorkspaceSecrets {
  return createWorkspaceSecrets({
    vault,
    keys: createWorkspaceKeyRepository((text, params) => sql.query(text, params)),
  });
}

/** The parts without which nothing else can be made. */
export function createFoundation(env: Env) {
  const settings = parseSettings(env);
  const databases = openDatabases(env);
  const { people, system } = databases;
  const vault = createVault(masterKeys(settings.ENCRYPTION_KEY, settings.ENCRYPTION_KEYS));
  const allowLists = createEgressAllowLists({ db: system, now: systemClock });
  return {
    settings,
    assets: env.ASSETS,
    databases,
    /** What is too large for memory and history; `null`: no bucket is bound. */
    blobs: env.BLOBS === undefined ? null : createBlobStore(env.BLOBS),
    /** As people see it: so no route comes by another. */
    db: people,
    plans: createPlanBook(settings.STRIPE_SECRET_KEY !== ''),
    now: systemClock,
    ids: newId,
    random: secureRandom,
    vault,
    secrets: secretsOf(vault, people),
    systemSecrets: secretsOf(vault, system),
    log: consoleLog,
    links: createResumeLinks({ secret: settings.ENCRYPTION_KEY, publicUrl: worldUrlOf(settings) }),
    cursors: createCursors(settings.JWT_SECRET),
    tokens: createAccessTokens(settings.JWT_SECRET),
    streamTickets: createStreamTickets(settings.JWT_SECRET),
    factorTickets: createFactorTickets(settings.JWT_SECRET),
    passkeyChallenges: createPasskeyChallenges({ secret: settings.JWT_SECRET, random: secureRandom }),
    refreshTokens: createRefreshTokens({ secret: settings.JWT_SECRET, random: secureRandom }),
    passwords: createPasswords(settings.PASSWORD_PEPPER),
    callerAddress: callerAddress(settings.TRUSTED_PROXIES),
    publicOrigin: settings.PUBLIC_URL === '' ? null : new URL(settings.PUBLIC_URL).origin,
    catalog: createCatalog(),
    allowLists,
    tokenEgress: workspaceEgress(openEgress(settings, sendOverNetwork, { maxBytes: MAX_TOKEN_ANSWER }), allowLists),
  };
}

export type Foundation = ReturnType<typeof createFoundation>;
