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

/** The credential that a node names; `null` if it names none. Throws `NodeError` `node.credential_missing`, `database.unavailable`. */
export async function loadCredential(
  services: Pick<RunnerServices, 'credential'>,
  { workspaceId, id, secrets }: CredentialOfNode,
): Promise<CredentialSecret | null> {
  if (id === undefined) return null;
  const secret = await databaseWork(() => services.credential(workspaceId, id));
  if (secret === null) {
    throw new NodeError('node.credential_missing', `Credential ${id} does not exist in this workspace.`);
  }
  for (const text of secretTexts(secret)) secrets.add(text);
  return secret;
}
