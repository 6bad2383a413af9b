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

/**
 * The credential that a node names; `null` if it names none. Throws `NodeError` `node.credential_missing`,
 * `database.unavailable`, and why a credential that is there can't be used (`credentials.*`).
 */
export async function loadCredential(
  services: Pick<RunnerServices, 'credential'>,
  { workspaceId, id, secrets }: CredentialOfNode,
): Promise<CredentialSecret | null> {
  if (id === undefined) return null;
  const secret = await forNode(() => services.credential(workspaceId, id), secrets);
  if (secret === null) {
    throw new NodeError('node.credential_missing', `Credential ${id} does not exist in this workspace.`);
  }
  return secret;
}
