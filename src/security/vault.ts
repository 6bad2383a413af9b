import { base64url } from 'jose';
import { AppError } from '../shared/errors.ts';
import { decodeBase64Url } from '../shared/text/canonical-base64.ts';
import { type RandomBytes, secureRandom } from './random.ts';

/**
 * Encrypts what the database keeps but must not know. `purpose` names the record and the field (`credentials.data:<id>`)
 * and is authenticated with the text, so that no ciphertext can be moved to another place.
 */
export type Vault = {
  seal(text: string, purpose: string): Promise<string>;
  /** Throws `AppError` 500 `vault.unreadable` for another key or purpose, or for a text that was changed. */
  open(sealed: string, purpose: string): Promise<string>;
};

const VERSION = 'v1';
const IV_BYTES = 12;

/**
 * AES-256-GCM (NIST SP 800-38D) under a key of 32 bytes in base64. Sealed texts are
 * `v1.<iv>.<ciphertext and tag>`, both parts in base64url.
 */
export function createVault(encryptionKey: string, random: RandomBytes = secureRandom): Vault {
  const key = (): Promise<CryptoKey> => importKey(encryptionKey);
  return {
    seal: async (text, purpose) => {
      const iv = random(IV_BYTES);
      const sealed = await crypto.subtle.encrypt(algorithm(iv, purpose), await key(), new TextEncoder().encode(text));
      return [VERSION, base64url.encode(iv), base64url.encode(new Uint8Array(sealed))].join('.');
    },
    open: async (sealed, purpose) => open(sealed, purpose, await key()),
  };
}

async function open(sealed: string, purpose: string, key: CryptoKey): Promise<string> {
  const { iv, ciphertext } = readSealed(sealed);
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm(iv, purpose), key, ciphertext));
  } catch (cause) {
    throw unreadable(cause);
  }
}

function readSealed(sealed: string): { readonly iv: Uint8Array; readonly ciphertext: Uint8Array } {
  const [version, iv = '', ciphertext = '', ...more] = sealed.split('.');
  const parts = { iv: decodeBase64Url(iv), ciphertext: decodeBase64Url(ciphertext) };
  const whole = version === VERSION && more.length === 0 && iv !== '';
  if (!whole || parts.iv === null || parts.ciphertext === null) throw unreadable(new Error('Not a sealed text.'));
  return { iv: parts.iv, ciphertext: parts.ciphertext };
}

function algorithm(iv: Uint8Array, purpose: string) {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(purpose) };
}

/** Imported for each use: on Workers a promise must not outlive the request that made it. */
function importKey(encryptionKey: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(encryptionKey), (char) => char.charCodeAt(0));
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

function unreadable(cause: unknown): AppError {
  return new AppError('vault.unreadable', 500, 'A stored secret can not be read.', { cause });
}
