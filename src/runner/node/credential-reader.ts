import { CredentialUnusable } from '../../credentials/oauth/credential-unusable.ts';
import { NodeError } from '../../nodes/node-error.ts';
import type { CredentialSecret } from '../../nodes/node-run.ts';
import { secretTexts } from '../outcome/secret-texts.ts';
import type { RunnerServices } from '../run/execution-run.ts';
import { databaseWork } from './database-work.ts';

type CredentialOfNode = {
  readonly workspaceId: string;
  /** The id that the node names; absent: none. */
  readonly id: string | undefined;
  /** Takes the secrets, in all forms that must not get into history. */
  readonly secrets: Set<string>;
};

/** Gets a credential for a node. If it can't be used, the node fails with the same code. */
async function forNode(
  get: () => Promise<CredentialSecret | null>,
  secrets: Set<string>,
): Promise<CredentialSecret | null> {
  const secret = await databaseWork(get).catch((error: unknown) => {
    if (!(error instanceof CredentialUnusable)) throw error;
    const { code, message, retryable, cause } = error;
    throw new NodeError(code, message, { retryable, cause });
  });
  if (secret === null) return null;
  for (const text of secretTexts(secret)) secrets.add(text);
  const { renew, ...known } = secret;
  if (renew === undefined) return known;
  return { ...known, renew: async () => (await forNode(renew, secrets)) ?? known };
}

/** How long a credential is used as it was read, in milliseconds. A token that is given lasts longer than that, if it can. */
const FRESH_MS = 30_000;

/** The credential that a node names; `null` if it names none. Throws `NodeError` `database.unavailable`, and why one that is there can't be used (`credentials.*`). */
export type CredentialReader = () => Promise<CredentialSecret | null>;

type Read = { readonly at: number; readonly secret: Promise<CredentialSecret> };

/**
 * Reads the credential of one node run: from the database and opened once for all items, and again after a while. When a service
 * has refused its token, all further items get the one that came instead. Throws `NodeError` `node.credential_missing` too.
 */
export function credentialReader(
  services: Pick<RunnerServices, 'credential' | 'clock'>,
  { workspaceId, id, secrets }: CredentialOfNode,
): CredentialReader {
  let read: Read | null = null;

  async function load(credentialId: string): Promise<CredentialSecret> {
    const secret = await forNode(() => services.credential(workspaceId, credentialId), secrets);
    if (secret !== null) return renewing(secret);
    throw new NodeError('node.credential_missing', `Credential ${credentialId} does not exist in this workspace.`);
  }

  function renewing({ renew, ...secret }: CredentialSecret): CredentialSecret {
    if (renew === undefined) return secret;
    return {
      ...secret,
      async renew() {
        const renewed = renewing(await renew());
        read = { at: services.clock(), secret: Promise.resolve(renewed) };
        return renewed;
      },
    };
  }

  function remember(secret: Promise<CredentialSecret>): Promise<CredentialSecret> {
    const now: Read = { at: services.clock(), secret };
    read = now;
    // The next item tries again.
    secret.catch(() => {
      if (read === now) read = null;
    });
    return secret;
  }

  return async () => {
    if (id === undefined) return null;
    if (read !== null && services.clock() - read.at < FRESH_MS) return read.secret;
    return remember(load(id));
  };
}
