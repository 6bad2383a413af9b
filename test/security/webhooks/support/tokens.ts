import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import type { JwksSource } from '../../../../src/security/webhooks/jwks-source.ts';
import { type JwtRules, verifyJwt } from '../../../../src/security/webhooks/jwt.ts';
import { callOf, NOW, SECONDS, short } from './calls.ts';

export const SHARED = 'a secret of 32 bytes at the least';

/** Keys of each kind, once for all tests. */
export const PAIRS = {
  RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  EdDSA: generateKeyPairSync('ed25519'),
} as const;

export type KeyAlgorithm = keyof typeof PAIRS;

export function pemOf(algorithm: KeyAlgorithm): string {
  return PAIRS[algorithm].publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

/** The public key as it stands in a set. */
export function jwkOf(algorithm: KeyAlgorithm, kid: string): Record<string, unknown> {
  return { ...PAIRS[algorithm].publicKey.export({ format: 'jwk' }), kid, use: 'sig' };
}

type Token = {
  readonly alg?: string;
  readonly key?: Parameters<SignJWT['sign']>[0];
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
};

/** A token that is good for another minute, unless `claims` say otherwise. */
export function signToken({ alg = 'HS256', key, header = {}, claims = {} }: Token = {}): Promise<string> {
  return new SignJWT({ sub: 'me', exp: SECONDS + 60, ...claims })
    .setProtectedHeader({ alg, ...header })
    .sign(key ?? new TextEncoder().encode(SHARED));
}

const NO_SETS: JwksSource = {
  keys: () => Promise.reject(new Error('Nobody asks for keys here.')),
  newerKeys: () => Promise.reject(new Error('Nobody asks for keys here.')),
};

const RULES: JwtRules = {
  key: { from: 'secret', algorithm: 'HS256' },
  header: 'Authorization',
  prefix: 'Bearer ',
  clock_tolerance_seconds: 30,
  require_expiry: true,
};

type Check = { readonly rules?: Partial<JwtRules>; readonly jwks?: JwksSource; readonly secrets?: readonly string[] };

/** What comes of a call with this Authorization header. */
export async function showHeader(
  authorization: string,
  { rules = {}, jwks = NO_SETS, secrets = [SHARED] }: Check = {},
): Promise<string> {
  const call = callOf({ headers: { authorization } });
  return short(await verifyJwt(call, { secrets, now: NOW }, { rules: { ...RULES, ...rules }, jwks }));
}

/** What comes of a call with this token. */
export function show(token: string, check?: Check): Promise<string> {
  return showHeader(`Bearer ${token}`, check);
}
