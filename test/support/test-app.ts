import { env } from 'cloudflare:workers';
import { createAccessRepository } from '../../src/accounts/access.repository.ts';
import { createAccountRepository } from '../../src/accounts/accounts.repository.ts';
import { registerAuthRoutes } from '../../src/accounts/auth.routes.ts';
import { createSessionRepository } from '../../src/accounts/sessions.repository.ts';
import { registerUserRoutes } from '../../src/accounts/users.routes.ts';
import { createApiKeyRepository } from '../../src/api-keys/api-keys.repository.ts';
import { registerApiKeyRoutes } from '../../src/api-keys/api-keys.routes.ts';
import { createAuditRepository } from '../../src/audit/audit.repository.ts';
import { registerAuditRoutes } from '../../src/audit/audit.routes.ts';
import type { Database } from '../../src/db/client.ts';
import { parseSettings } from '../../src/env.ts';
import { checkDatabase } from '../../src/health/check-database.ts';
import { registerHealthRoutes } from '../../src/health/health.routes.ts';
import { createApp } from '../../src/http/app.ts';
import type { App, Registrar } from '../../src/http/app-types.ts';
import { registerDocsRoutes } from '../../src/http/docs/docs.routes.ts';
import { registerOpenApiRoute } from '../../src/http/openapi.ts';
import { createCursors } from '../../src/security/cursor.ts';
import { createPasswords } from '../../src/security/passwords.ts';
import { secureRandom } from '../../src/security/random.ts';
import { createAccessTokens } from '../../src/security/tokens.ts';
import { type Clock, systemClock } from '../../src/shared/clock.ts';
import { newId } from '../../src/shared/ids.ts';
import type { LogEntry } from '../../src/shared/log.ts';
import { createWorkspaceRepository } from '../../src/workspaces/workspaces.repository.ts';
import { registerWorkspaceRoutes } from '../../src/workspaces/workspaces.routes.ts';
import { testDatabase } from './test-database.ts';

type Options = { readonly now?: Clock; readonly db?: Database; readonly registrars?: readonly Registrar[] };

/** The accounts' part of the application over the test database, and the lines that it logged. */
export function testApp({ now = systemClock, db = testDatabase(), registrars = [] }: Options = {}) {
  const settings = parseSettings(env);
  const tokens = createAccessTokens(settings.JWT_SECRET);
  const cursors = createCursors(settings.JWT_SECRET);
  const basics = { now, ids: newId, random: secureRandom, cursors };
  const accounts = {
    ...basics,
    tokens,
    accounts: createAccountRepository(db),
    sessions: createSessionRepository(db),
    passwords: createPasswords(settings.PASSWORD_PEPPER),
  };
  const logged: LogEntry[] = [];
  const app: App = createApp({
    auth: { tokens, access: createAccessRepository(db), now },
    log: (entry) => logged.push(entry),
    registrars: [
      registerOpenApiRoute,
      registerDocsRoutes,
      (mounted) => registerAuthRoutes(mounted, accounts),
      (mounted) => registerUserRoutes(mounted, accounts),
      (mounted) => registerWorkspaceRoutes(mounted, { ...basics, workspaces: createWorkspaceRepository(db) }),
      (mounted) => registerApiKeyRoutes(mounted, { ...basics, apiKeys: createApiKeyRepository(db) }),
      (mounted) => registerAuditRoutes(mounted, { ...basics, audit: createAuditRepository(db) }),
      (mounted) => registerHealthRoutes(mounted, { checkDatabase: () => checkDatabase(db, 1000) }),
      ...registrars,
    ],
  });
  return { app, logged };
}
