import { z } from 'zod';
import type { JsonObject } from '../engine/json.ts';
import type { Vault } from '../security/vault.ts';
import { CREDENTIAL_TYPES, findCredentialType } from './credential-types.ts';
import { invalidCredentialData, unknownCredentialType } from './credentials.errors.ts';

/** What was opened was JSON when it was sealed. */
const storedSchema = z.custom<JsonObject>((value) => typeof value === 'object' && value !== null);

/** What the vault binds a credential's data to. */
function credentialPurpose(id: string): string {
  return `credentials.data:${id}`;
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

export function sealCredentialData(vault: Vault, id: string, data: Readonly<Record<string, unknown>>): Promise<string> {
  return vault.seal(JSON.stringify(data), credentialPurpose(id));
}

export async function openCredentialData(vault: Vault, id: string, sealed: string): Promise<JsonObject> {
  return storedSchema.parse(JSON.parse(await vault.open(sealed, credentialPurpose(id))));
}
