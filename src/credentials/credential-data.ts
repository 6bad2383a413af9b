import { z } from 'zod';
import type { JsonObject } from '../engine/json.ts';
import type { WorkspaceSecrets } from '../workspace-keys/workspace-secrets.ts';
import { invalidCredentialData, unknownCredentialType } from './credentials.errors.ts';
import { CREDENTIAL_TYPES, findCredentialType } from './types/credential-types.ts';

/** What was opened was JSON when it was sealed. */
const storedSchema = z.custom<JsonObject>((value) => typeof value === 'object' && value !== null);

/** Which credential of which workspace. */
export type CredentialPlace = { readonly id: string; readonly workspaceId: string };

/** What a credential's sealed data are bound to, beside its workspace. */
export function credentialPurpose(id: string): string {
  return `credentials.data:${id}`;
}

/** What the tokens of a credential are bound to, beside its workspace: they never open as its data. */
export function tokensPurpose(id: string): string {
  return `credentials.tokens:${id}`;
}

/** The data with its defaults; 422 if the type is unknown or the data don't fit it. */
export function parseCredentialData(type: string, data: unknown): Readonly<Record<string, unknown>> {
  const definition = findCredentialType(type);
  if (definition === undefined)
    throw unknownCredentialType(
      type,
      CREDENTIAL_TYPES.map((known) => known.type),
    );
  const parsed = definition.data.safeParse(data);
  if (!parsed.success) throw invalidCredentialData(parsed.error);
  return parsed.data;
}

/** Seals the data under the newest key of the workspace. */
export async function sealCredentialData(
  secrets: Pick<WorkspaceSecrets, 'sealer'>,
  { id, workspaceId }: CredentialPlace,
  data: Readonly<Record<string, unknown>>,
): Promise<string> {
  const seal = await secrets.sealer(workspaceId);
  return seal(JSON.stringify(data), credentialPurpose(id));
}

/** Data that were opened. */
export function readCredentialData(opened: string): JsonObject {
  return storedSchema.parse(JSON.parse(opened));
}

/** Throws `AppError` 500 `vault.unreadable` for what another credential, workspace or key sealed. Asks for the keys first. */
export async function openCredentialData(
  secrets: Pick<WorkspaceSecrets, 'opener'>,
  { id, workspaceId }: CredentialPlace,
  sealed: string,
): Promise<JsonObject> {
  const open = await secrets.opener(workspaceId);
  return readCredentialData(await open(sealed, credentialPurpose(id)));
}
