import type { Role } from './permissions.ts';

/** A live session of an active user, and the role of that user in the workspace asked for (`null`: a stranger there). */
export type SessionAccess = {
  readonly userId: string;
  readonly role: Role | null;
  /** When the user last proved by password or factor who they are, in milliseconds since the epoch; `null`: not known. */
  readonly confirmedAt: number | null;
  /** Whether the user has a second factor and this session passed it. */
  readonly factorPassed: boolean;
  /** Whether the workspace wants a second factor, and this session passed none. */
  readonly factorMissing: boolean;
  /** Whether the workspace is to be deleted, so that hardly anything may be done there. */
  readonly beingDeleted: boolean;
};

/** A live API key: of an active user who is still a member of the key's workspace, or (`userId` is `null`) a service key. */
export type ApiKeyAccess = {
  readonly keyId: string;
  readonly userId: string | null;
  readonly workspaceId: string;
  readonly role: Role;
  readonly scopes: readonly string[];
  /** Whether the workspace wants a second factor, and the user has none. */
  readonly factorMissing: boolean;
};

/** How a request's proof is looked up: one statement each, `null` for whatever is unknown, expired or revoked. */
export type AccessLookup = {
  bySession(sessionId: string, workspaceId: string | null, now: number): Promise<SessionAccess | null>;
  byApiKey(keyHash: string, now: number): Promise<ApiKeyAccess | null>;
  byApiKeyId(keyId: string, now: number): Promise<ApiKeyAccess | null>;
};
