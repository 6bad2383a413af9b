import {
  createLocalJWKSet,
  errors,
  importSPKI,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose';
import { isCanonicalToken } from '../../shared/text/canonical-base64.ts';
import type { JwksSource } from './jwks-source.ts';
import { admitted, type Proof, refused, type SentCall, type Verdict } from './verdict.ts';

/** Where the key is that tokens are signed with. Only a secret goes with HS algorithms, and a secret with nothing else. */
type JwtKey =
  | { readonly from: 'secret'; readonly algorithm: string }
  | { readonly from: 'public_key'; readonly algorithm: string; readonly public_key: string }
  | { readonly from: 'jwks'; readonly algorithms: readonly string[]; readonly url: string };

/** Which tokens are taken. */
export type JwtRules = {
  readonly key: JwtKey;
  readonly header: string;
  /** What stands before the token, such as `Bearer `, in small letters or capitals. */
  readonly prefix: string;
  readonly issuer?: string | undefined;
  readonly audience?: string | undefined;
  readonly clock_tolerance_seconds: number;
  readonly require_expiry: boolean;
};

type TokenVerdict = 'valid' | 'invalid' | 'unknown_key';

/**
 * Checks a JSON Web Token (RFC 7519, RFC 8725) against the one kind of key that the rules name. What its header says of keys
 * (`jku`, `jwk`, `x5u`, `x5c`) is never looked at, and its `kid` only chooses among the keys of the set.
 */
export async function verifyJwt(
  call: SentCall,
  proof: Proof,
  { rules, jwks }: { readonly rules: JwtRules; readonly jwks: JwksSource },
): Promise<Verdict> {
  const token = tokenOf(call.headers, rules);
  if (token === null) return refused('token', rules.header);
  const verdict = await checkToken(token, proof, { rules, jwks });
  if (verdict === 'no_keys') {
    return { type: 'unavailable', message: 'The keys that tokens are checked with cannot be had.' };
  }
  return verdict === 'valid' ? admitted(null, [rules.header]) : refused('token', rules.header);
}

function tokenOf(headers: Headers, { header, prefix }: JwtRules): string | null {
  const value = headers.get(header) ?? '';
  const token = value.slice(prefix.length);
  return value.toLowerCase().startsWith(prefix.toLowerCase()) && isCanonicalToken(token) ? token : null;
}

async function checkToken(
  token: string,
  { secrets, now }: Proof,
  { rules, jwks }: { readonly rules: JwtRules; readonly jwks: JwksSource },
): Promise<TokenVerdict | 'no_keys'> {
  const { key } = rules;
  switch (key.from) {
    case 'secret':
      return firstValid(secrets, (secret) => {
        const bytes = new TextEncoder().encode(secret);
        return verify(token, () => Promise.resolve(bytes), optionsOf(rules, [key.algorithm], now));
      });
    case 'public_key':
      return verify(token, () => importSPKI(key.public_key, key.algorithm), optionsOf(rules, [key.algorithm], now));
    case 'jwks':
      return checkWithSet(token, jwks, { url: key.url, now, options: optionsOf(rules, key.algorithms, now) });
  }
}

async function firstValid<Key>(
  keys: readonly Key[],
  check: (key: Key) => Promise<TokenVerdict>,
): Promise<TokenVerdict> {
  for (const key of keys) {
    if ((await check(key)) === 'valid') return 'valid';
  }
  return 'invalid';
}

type SetCheck = { readonly url: string; readonly now: number; readonly options: JWTVerifyOptions };

/** The set is only asked for once the token has the form and an algorithm that could do. */
async function checkWithSet(
  token: string,
  jwks: JwksSource,
  { url, now, options }: SetCheck,
): Promise<TokenVerdict | 'no_keys'> {
  if ((await verify(token, noKey, options)) === 'invalid') return 'invalid';
  const keys = await jwks.keys(url, now);
  if (keys === null) return 'no_keys';
  const verdict = await verify(token, oneOf(keys), options);
  if (verdict !== 'unknown_key') return verdict;
  const newer = await jwks.newerKeys(url, now);
  return newer === null ? 'unknown_key' : verify(token, oneOf(newer), options);
}

/** Made anew for each token: it holds promises of keys, which must not outlive the request. */
function oneOf(keys: JSONWebKeySet): JWTVerifyGetKey {
  return (header, token) => createLocalJWKSet(keys)(header, token);
}

function noKey(): Promise<never> {
  return Promise.reject(new errors.JWKSNoMatchingKey());
}

function optionsOf(rules: JwtRules, algorithms: readonly string[], now: number): JWTVerifyOptions {
  return {
    algorithms: [...algorithms],
    currentDate: new Date(now),
    clockTolerance: rules.clock_tolerance_seconds,
    requiredClaims: rules.require_expiry ? ['exp'] : [],
    ...(rules.issuer === undefined ? {} : { issuer: rules.issuer }),
    ...(rules.audience === undefined ? {} : { audience: rules.audience }),
  };
}

/** A key that does not fit its algorithm throws a `TypeError`, or a `DOMException`: it opens nothing either. */
async function verify(token: string, keyOf: JWTVerifyGetKey, options: JWTVerifyOptions): Promise<TokenVerdict> {
  try {
    await jwtVerify(token, keyOf, options);
    return 'valid';
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return 'unknown_key';
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException) {
      return 'invalid';
    }
    throw error;
  }
}
