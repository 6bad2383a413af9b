/**
 * A way to the HMAC-SHA-256 key of a secret, which is imported once: it would be for each token. No promise is kept, since those of
 * one request must not be waited for by another.
 */
export function createSigningKey(secret: string): () => Promise<CryptoKey> {
  let known: CryptoKey | null = null;
  return async () => {
    known ??= await importKey(secret);
    return known;
  };
}

function importKey(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}
