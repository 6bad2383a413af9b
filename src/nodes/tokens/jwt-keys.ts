import { type CryptoKey, importPKCS8, importSPKI } from 'jose';
import { z } from 'zod';
import { NodeError } from '../node-error.ts';
import type { CredentialSecret } from '../node-run.ts';

const keysSchema = z.object({
  secret: z.string().min(1).optional(),
  private_key: z.string().optional(),
  public_key: z.string().optional(),
});

/** The key with which a token is signed or verified. Throws `NodeError` `jwt.no_key` or `jwt.bad_key`, without the key. */
export async function jwtKey(
  credential: CredentialSecret | null,
  algorithm: string,
  use: 'sign' | 'verify',
): Promise<Uint8Array | CryptoKey> {
  const keys = keysSchema.safeParse(credential?.data ?? {}).data ?? {};
  if (algorithm.startsWith('HS')) return new TextEncoder().encode(present(keys.secret, 'secret'));
  const pem = use === 'sign' ? present(keys.private_key, 'private key') : present(keys.public_key, 'public key');
  try {
    return await (use === 'sign' ? importPKCS8(pem, algorithm) : importSPKI(pem, algorithm));
  } catch {
    throw new NodeError('jwt.bad_key', `The key of the credential is not one in PEM for ${algorithm}`);
  }
}

function present(key: string | undefined, what: string): string {
  if (key !== undefined) return key;
  throw new NodeError('jwt.no_key', `The credential has no ${what}`);
}
