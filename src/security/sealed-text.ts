import { base64url } from 'jose';
import { AppError } from '../shared/errors.ts';
import { decodeBase64Url } from '../shared/text/canonical-base64.ts';
import type { RandomBytes } from './random.ts';

const IV_BYTES = 12;

/** `<kind><version>.<iv>.<ciphertext and tag>`, both parts in base64url. The kind says whose keys the version counts. */
type Mark = { readonly kind: string; readonly version: number };

/** The mark of a sealed text, or `null` for a text that has none. */
export function markOf(sealed: string): Mark | null {
  const [, kind, version] = /^([a-z])([1-9]\d{0,8})\./.exec(sealed) ?? [];
  return kind === undefined ? null : { kind, version: Number(version) };
}

/** AES-256-GCM (NIST SP 800-38D). `bound` is authenticated with the text, and has to be said again to open it. */
export async function sealText(
  { key, random }: { readonly key: CryptoKey; readonly random: RandomBytes },
  { kind, version }: Mark,
  { text, bound }: { readonly text: string; readonly bound: string },
): Promise<string> {
  const iv = random(IV_BYTES);
  const sealed = await crypto.subtle.encrypt(algorithm(iv, bound), key, new TextEncoder().encode(text));
  return [`${kind}${version}`, base64url.encode(iv), base64url.encode(new Uint8Array(sealed))].join('.');
}

/** Throws `AppError` 500 `vault.unreadable` for another key or binding, or for a text that was changed. */
export async function openText(key: CryptoKey, sealed: string, bound: string): Promise<string> {
  const [, iv = '', ciphertext = '', ...more] = sealed.split('.');
  const parts = { iv: decodeBase64Url(iv), ciphertext: decodeBase64Url(ciphertext) };
  if (more.length > 0 || iv === '' || parts.iv === null || parts.ciphertext === null) {
    throw unreadable(new Error('Not a sealed text.'));
  }
  try {
    return new TextDecoder().decode(
      await crypto.subtle.decrypt(algorithm(parts.iv, bound), key, Uint8Array.from(parts.ciphertext)),
    );
  } catch (cause) {
    throw unreadable(cause);
  }
}

function algorithm(iv: Uint8Array, bound: string) {
  return { name: 'AES-GCM', iv: Uint8Array.from(iv), additionalData: new TextEncoder().encode(bound) };
}

/** A key for {@link sealText}, of 32 bytes. Nothing reads its bytes again. */
export function importKey(bytes: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', Uint8Array.from(bytes), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

export function unreadable(cause: unknown): AppError {
  return new AppError('vault.unreadable', 500, 'A stored secret can not be read.', { cause });
}
