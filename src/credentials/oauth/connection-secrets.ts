import { z } from 'zod';
import { hashSecret } from '../../security/secret-hash.ts';
import type { Vault } from '../../security/vault.ts';

/** How long a person may take at the provider, in milliseconds. */
export const CONNECTION_LIFETIME_MS = 10 * 60 * 1000;

const secretsSchema = z.object({ state: z.string(), verifier: z.string() });

/** What only the server knows of a consent that is asked for: the state that has to come back, and the PKCE verifier. */
export type ConnectionSecrets = z.infer<typeof secretsSchema>;

/** The secret of a browser as its cookie has it; `null` for what we never wrote. */
export function browserSecret(cookie: string | undefined): string | null {
  return cookie !== undefined && /^[\w-]{43}$/.test(cookie) ? cookie : null;
}

/** Hashes of different things never meet. */
export function hashOf(what: 'browser' | 'state' | 'ticket' | 'data', text: string): string {
  return hashSecret(`oauth.${what}:${text}`);
}

/** What they are bound to. */
export function connectionPurpose(id: string): string {
  return `oauth_connections.secrets:${id}`;
}

export function sealSecrets(vault: Vault, id: string, secrets: ConnectionSecrets): Promise<string> {
  return vault.seal(JSON.stringify(secrets), connectionPurpose(id));
}

export async function openSecrets(vault: Vault, id: string, sealed: string): Promise<ConnectionSecrets> {
  return secretsSchema.parse(JSON.parse(await vault.open(sealed, connectionPurpose(id))));
}
