import { NodeError } from '../node-error.ts';
import { decodeBase64 } from '../values/base64.ts';

type Scheme = { readonly key: SubtleCryptoImportKeyAlgorithm; readonly sign: SubtleCryptoSignAlgorithm };

function rsa(hash: string): Scheme {
  return { key: { name: 'RSASSA-PKCS1-v1_5', hash }, sign: { name: 'RSASSA-PKCS1-v1_5' } };
}

function rsaPss(hash: string, saltLength: number): Scheme {
  return { key: { name: 'RSA-PSS', hash }, sign: { name: 'RSA-PSS', saltLength } };
}

function ecdsa(namedCurve: string, hash: string): Scheme {
  return { key: { name: 'ECDSA', namedCurve }, sign: { name: 'ECDSA', hash } };
}

/** Signature schemes by name. ECDSA signatures are r and s, one after the other (IEEE P1363). */
const SCHEMES = {
  rsa_sha256: rsa('SHA-256'),
  rsa_sha384: rsa('SHA-384'),
  rsa_sha512: rsa('SHA-512'),
  rsa_sha1: rsa('SHA-1'),
  rsa_pss_sha256: rsaPss('SHA-256', 32),
  rsa_pss_sha384: rsaPss('SHA-384', 48),
  rsa_pss_sha512: rsaPss('SHA-512', 64),
  ecdsa_p256_sha256: ecdsa('P-256', 'SHA-256'),
  ecdsa_p384_sha384: ecdsa('P-384', 'SHA-384'),
  ed25519: { key: { name: 'Ed25519' }, sign: { name: 'Ed25519' } },
} as const satisfies { readonly [name: string]: Scheme };

export type SchemeName = keyof typeof SCHEMES;

/** The names of all signature schemes. */
export const SCHEME_NAMES = [
  'rsa_sha256',
  'rsa_sha384',
  'rsa_sha512',
  'rsa_sha1',
  'rsa_pss_sha256',
  'rsa_pss_sha384',
  'rsa_pss_sha512',
  'ecdsa_p256_sha256',
  'ecdsa_p384_sha384',
  'ed25519',
] as const satisfies readonly SchemeName[];

const PKCS8 = /-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----/;

/** Signs bytes with a private key in PEM (PKCS #8). Throws `NodeError` `crypto.bad_key`, whose message does not have the key. */
export async function signWith(name: SchemeName, pem: string, data: Uint8Array): Promise<Uint8Array> {
  const scheme: Scheme = SCHEMES[name];
  const key = await importPrivateKey(scheme, pem);
  return new Uint8Array(await crypto.subtle.sign(scheme.sign, key, data));
}

async function importPrivateKey(scheme: Scheme, pem: string): Promise<CryptoKey> {
  const bytes = decodeBase64((PKCS8.exec(pem)?.[1] ?? '*').replace(/\s/g, ''));
  if (bytes === null)
    throw new NodeError('crypto.bad_key', 'private_key: expected one in PEM (BEGIN PRIVATE KEY), got another text');
  try {
    return await crypto.subtle.importKey('pkcs8', bytes, scheme.key, false, ['sign']);
  } catch {
    throw new NodeError('crypto.bad_key', `The private key is not one for ${scheme.key.name}`);
  }
}
