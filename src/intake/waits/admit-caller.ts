import { type Authorisation, authorise } from '../../nodes/http/authorise.ts';
import { NodeError } from '../../nodes/node-error.ts';
import type { CredentialSecret } from '../../nodes/node-run.ts';
import type { WaitAuthentication } from '../../nodes/waits/call-config.ts';
import { signingSecret } from '../../nodes/waits/wait-for-call.ts';
import { sameText } from '../../security/same-text.ts';
import { verifyHmac } from '../../security/webhooks/hmac.ts';
import { signatureRules } from '../webhook/caller-rules.ts';
import { callerRefused } from './waits.errors.ts';

/** A resume call, with its body read. */
export type ResumeCall = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Uint8Array;
};

/** The names of the headers and query parameters that hold a secret, in lower case. */
export type SecretNames = ReadonlySet<string>;

const NO_SECRETS: SecretNames = new Set();

function showsCredential({ headers, url }: ResumeCall, wanted: Authorisation): boolean {
  const shown = [
    ...Object.entries(wanted.headers).map(([name, value]) => ({ given: headers.get(name), value })),
    ...wanted.query.map(({ name, value }) => ({ given: url.searchParams.get(name), value })),
  ];
  return shown.length > 0 && shown.every(({ given, value }) => given !== null && sameText(given, value));
}

function secretNames({ headers, query }: Authorisation): SecretNames {
  return new Set([...Object.keys(headers), ...query.map(({ name }) => name)].map((name) => name.toLowerCase()));
}

async function check(
  authentication: Exclude<WaitAuthentication, { type: 'none' }>,
  call: ResumeCall,
  { credential, now }: { readonly credential: CredentialSecret; readonly now: number },
): Promise<SecretNames> {
  if (authentication.type !== 'credential') {
    const proof = { secrets: [signingSecret(credential)], now };
    const verdict = await verifyHmac(call, proof, signatureRules(authentication));
    if (verdict.type === 'admitted') return NO_SECRETS;
    throw callerRefused();
  }
  const wanted = authorise(credential);
  if (showsCredential(call, wanted)) return secretNames(wanted);
  throw callerRefused();
}

/**
 * Checks that the caller may resume the wait, and returns what of the call is secret and must not be stored. If the
 * credential was deleted since the wait began, or no longer fits it, nobody may. Throws `waits.unauthenticated` 401.
 */
export async function admitCaller(
  authentication: WaitAuthentication,
  { call, now }: { readonly call: ResumeCall; readonly now: number },
  loadCredential: () => Promise<CredentialSecret | null>,
): Promise<SecretNames> {
  if (authentication.type === 'none') return NO_SECRETS;
  const credential = await loadCredential();
  if (credential === null) throw callerRefused();
  try {
    return await check(authentication, call, { credential, now });
  } catch (error) {
    throw error instanceof NodeError ? callerRefused() : error;
  }
}
