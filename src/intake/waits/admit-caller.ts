import { type Authorisation, authorise } from '../../nodes/http/authorise.ts';
import { NodeError } from '../../nodes/node-error.ts';
import type { CredentialSecret } from '../../nodes/node-run.ts';
import type { WaitAuthentication } from '../../nodes/waits/call-config.ts';
import { signingSecret } from '../../nodes/waits/wait-for-call.ts';
import { sameText } from '../../security/same-text.ts';
import { verifySignature } from '../../security/signatures.ts';
import { AppError } from '../../shared/errors.ts';

/** A call as it came in, its body read. */
export type ResumeCall = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Uint8Array;
};

/** Names of headers and query parameters, in lower case, that hold a secret. */
export type SecretNames = ReadonlySet<string>;

type Signed = Extract<WaitAuthentication, { type: 'hmac_sha256' }>;

const NOTHING_SECRET: SecretNames = new Set();

function refused(): AppError {
  return new AppError('waits.unauthenticated', 401, 'The signature or the credential of the call is missing or wrong.');
}

async function isSigned({ header, encoding, prefix }: Signed, call: ResumeCall, secret: string): Promise<boolean> {
  const signature = call.headers.get(header);
  return signature !== null && verifySignature(secret, call.body, { encoding, prefix, signature });
}

function showsCredential({ headers, url }: ResumeCall, wanted: Authorisation): boolean {
  const shown = [
    ...Object.entries(wanted.headers).map(([name, value]) => ({ given: headers.get(name), value })),
    ...wanted.query.map(({ name, value }) => ({ given: url.searchParams.get(name), value })),
  ];
  return shown.length > 0 && shown.every(({ given, value }) => given !== null && sameText(given, value));
}

function namesOf({ headers, query }: Authorisation): SecretNames {
  return new Set([...Object.keys(headers), ...query.map(({ name }) => name)].map((name) => name.toLowerCase()));
}

async function check(
  authentication: Exclude<WaitAuthentication, { type: 'none' }>,
  call: ResumeCall,
  credential: CredentialSecret,
): Promise<SecretNames> {
  if (authentication.type === 'hmac_sha256') {
    if (await isSigned(authentication, call, signingSecret(credential))) return NOTHING_SECRET;
    throw refused();
  }
  const wanted = authorise(credential);
  if (showsCredential(call, wanted)) return namesOf(wanted);
  throw refused();
}

/**
 * Makes sure that the caller is whom the wait wants, and returns what must not be kept of the call. A credential that was
 * deleted or changed since the wait began admits nobody. Throws `waits.unauthenticated` 401.
 */
export async function admitCaller(
  authentication: WaitAuthentication,
  call: ResumeCall,
  loadCredential: () => Promise<CredentialSecret | null>,
): Promise<SecretNames> {
  if (authentication.type === 'none') return NOTHING_SECRET;
  const credential = await loadCredential();
  if (credential === null) throw refused();
  try {
    return await check(authentication, call, credential);
  } catch (error) {
    throw error instanceof NodeError ? refused() : error;
  }
}
