import { createApp } from '../../src/http/app.ts';
import type { App, Registrar } from '../../src/http/app-types.ts';
import type { AccessLookup } from '../../src/security/access.ts';
import type { Role } from '../../src/security/permissions.ts';
import { hashSecret } from '../../src/security/secret-hash.ts';
import { createAccessTokens } from '../../src/security/tokens.ts';
import type { LogEntry } from '../../src/shared/log.ts';

export const NOW = Date.UTC(2026, 10, 22, 12);
export const WORKSPACE = '019a0000-0000-7000-8000-000000000001';
export const OTHER_WORKSPACE = '019a0000-0000-7000-8000-000000000002';
export const USER = '019a0000-0000-7000-8000-000000000011';
const SESSION = '019a0000-0000-7000-8000-000000000021';
export const API_KEY = `lf_${'test'.repeat(11).slice(1)}`;

const tokens = createAccessTokens('a secret of the tests, 32 characters');

/** An app where no stream is opened by a ticket. */
export const NO_TICKETS = {
  streamTickets: { verify: async () => null },
  factors: { spend: async () => false },
};

type Access = {
  readonly role?: Role;
  readonly scopes?: readonly string[];
  readonly revoked?: boolean;
  readonly confirmedAt?: number;
};

/** One user with one session and one API key, a member of one workspace. */
function fakeAccess({ role = 'owner', scopes = [], revoked = false, confirmedAt = NOW }: Access): AccessLookup {
  return {
    bySession: async (sessionId, workspaceId) =>
      revoked || sessionId !== SESSION
        ? null
        : {
            userId: USER,
            role: workspaceId === WORKSPACE ? role : null,
            confirmedAt,
            factorPassed: false,
            factorMissing: false,
            beingDeleted: false,
          },
    byApiKey: async (keyHash) =>
      keyHash === hashSecret(API_KEY)
        ? { keyId: USER, userId: USER, workspaceId: WORKSPACE, role, scopes, factorMissing: false }
        : null,
    byApiKeyId: async () => null,
  };
}

/** An app with these routes over fakes, the lines that it logged, and a bearer header that it accepts. */
export async function fakeApp(register: Registrar, access: Access = {}) {
  const logged: LogEntry[] = [];
  const app: App = createApp({
    auth: {
      ...NO_TICKETS,
      tokens,
      access: fakeAccess(access),
      now: () => NOW,
      callerAddress: () => null,
      publicOrigin: null,
    },
    origins: new Set(),
    worldHost: null,
    tlsHosts: new Set(),
    log: (entry) => logged.push(entry),
    registrars: [register],
  });
  const token = await tokens.sign({ userId: USER, sessionId: SESSION }, NOW);
  return { app, logged, bearer: { authorization: `Bearer ${token}` } };
}
