import type { Attempts } from '../attempts/attempts.repository.ts';
import type { CredentialSecret } from '../nodes/node-run.ts';
import type { Cursors } from '../security/cursor.ts';
import type { Clock } from '../shared/clock.ts';
import type { IncomingResponse, OutgoingRequest } from '../shared/http-exchange.ts';
import type { IdSource } from '../shared/ids.ts';
import type { WorkspaceSecrets } from '../workspace-keys/workspace-secrets.ts';
import type { CredentialRepository } from './credentials.repository.ts';

export type CredentialDeps = {
  readonly credentials: CredentialRepository;
  readonly secrets: WorkspaceSecrets;
  readonly attempts: Attempts;
  /** Sends a request through the egress guard, as the nodes of a workspace do. */
  readonly send: (request: OutgoingRequest, signal: AbortSignal, workspaceId: string) => Promise<IncomingResponse>;
  /** The secret as nodes get it, with a token that is fresh. Throws `NodeError` for one that has to be connected again. */
  readonly openCredential: (workspaceId: string, id: string) => Promise<CredentialSecret | null>;
  readonly cursors: Cursors;
  readonly ids: IdSource;
  readonly now: Clock;
};
