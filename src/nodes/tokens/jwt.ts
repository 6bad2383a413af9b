import { CompactSign, errors, jwtVerify } from 'jose';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';
import { decodeBase64Url, isCanonicalToken } from '../../shared/text/canonical-base64.ts';
import { NodeError } from '../node-error.ts';
import type { CredentialSecret } from '../node-run.ts';
import { parseJson } from '../values/convert.ts';
import type { JwtConfig, SignConfig, VerifyConfig } from './config.ts';
import { jwtKey } from './jwt-keys.ts';

/** The codes of our failures by those of the library; all others mean a token that is none. */
const CODES: { readonly [code: string]: string } = {
  ERR_JWT_EXPIRED: 'jwt.expired',
  ERR_JWT_CLAIM_VALIDATION_FAILED: 'jwt.claim_mismatch',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'jwt.bad_signature',
  ERR_JOSE_ALG_NOT_ALLOWED: 'jwt.wrong_algorithm',
};

/** Signs, verifies or decodes a token. Throws `NodeError` `jwt.*`. */
export async function runJwt(config: JwtConfig, credential: CredentialSecret | null, now: number): Promise<JsonValue> {
  try {
    return await perform(config, credential, now);
  } catch (error) {
    if (!(error instanceof errors.JOSEError) && !(error instanceof TypeError)) throw error;
    const code = error instanceof errors.JOSEError ? CODES[error.code] : undefined;
    throw new NodeError(code ?? 'jwt.invalid', `The token cannot be used: ${error.message}`, { cause: error });
  }
}

function perform(config: JwtConfig, credential: CredentialSecret | null, now: number): Promise<JsonValue> | JsonValue {
  switch (config.operation) {
    case 'sign':
      return sign(config, credential, now);
    case 'verify':
      return verify(config, credential, now);
    case 'decode':
      return decode(config.token, config.complete);
  }
}

async function sign(config: SignConfig, credential: CredentialSecret | null, now: number): Promise<string> {
  const seconds = Math.floor(now / 1000);
  const times = {
    ...(config.issued_at ? { iat: seconds } : {}),
    ...(config.expires_in_seconds === undefined ? {} : { exp: seconds + config.expires_in_seconds }),
    ...(config.not_before_seconds === undefined ? {} : { nbf: seconds + config.not_before_seconds }),
  };
  const kid = config.key_id === undefined ? {} : { kid: config.key_id };
  // SignJWT would copy the claims, and numbers with all of their digits are no data that can be copied.
  return new CompactSign(new TextEncoder().encode(JSON.stringify({ ...times, ...config.claims })))
    .setProtectedHeader({ alg: config.algorithm, typ: 'JWT', ...kid })
    .sign(await jwtKey(credential, config.algorithm, 'sign'));
}

async function verify(config: VerifyConfig, credential: CredentialSecret | null, now: number): Promise<JsonValue> {
  const key = await jwtKey(credential, config.algorithm, 'verify');
  await jwtVerify(config.token, key, {
    algorithms: [config.algorithm],
    currentDate: new Date(now),
    clockTolerance: config.ignore_times ? Number.MAX_SAFE_INTEGER : config.clock_tolerance_seconds,
    ...(config.audience === undefined ? {} : { audience: config.audience }),
    ...(config.issuer === undefined ? {} : { issuer: config.issuer }),
  });
  if (!isCanonicalToken(config.token)) throw notAToken();
  return decode(config.token, config.complete);
}

function decode(token: string, complete: boolean): JsonValue {
  const [header, payload] = token.split('.').slice(0, 2).map(readPart);
  if (header === undefined || payload === undefined) throw notAToken();
  return complete ? { header, payload } : payload;
}

function readPart(part: string): JsonObject | undefined {
  const bytes = decodeBase64Url(part);
  const value = bytes === null ? undefined : parseJson(new TextDecoder().decode(bytes));
  return isObject(value) ? value : undefined;
}

function notAToken(): NodeError {
  const message = 'token: expected three parts with dots between them, got another text';
  return new NodeError('jwt.invalid', message);
}
