import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import type { OutgoingRequest } from '../../../shared/http-exchange.ts';
import { NodeError } from '../../node-error.ts';
import type { CredentialSecret } from '../../node-run.ts';
import { becauseOfFields } from '../../values/fields-at-fault.ts';
import { encodeHex } from '../../values/hex.ts';
import { awsAuthorization, canonicalPath } from './aws-signature.ts';
import { oauth1Header } from './oauth1.ts';

const text = z.string().min(1);
const awsSchema = z.object({
  access_key_id: text,
  secret_access_key: text,
  session_token: text.optional(),
  region: text,
  service: text,
});
const oauth1Schema = z.object({
  consumer_key: text,
  consumer_secret: text,
  token: text.optional(),
  token_secret: text.optional(),
  signature_method: z.enum(['HMAC-SHA1', 'HMAC-SHA256', 'PLAINTEXT']).default('HMAC-SHA1'),
  realm: text.optional(),
});

function keysOf<Keys>(schema: z.ZodType<Keys>, { type, data }: CredentialSecret): Keys {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const message = `The credential of type ${type} cannot sign a request${becauseOfFields(parsed.error)}`;
  throw new NodeError('http.credential_invalid', message);
}

function withHeaders(request: OutgoingRequest, headers: { readonly [name: string]: string }): OutgoingRequest {
  const names = Object.keys(headers);
  return {
    ...request,
    headers: { ...request.headers, ...headers },
    secretHeaders: [...(request.secretHeaders ?? []), ...names],
  };
}

/** What nobody changes on the way: proxies and the platform write others anew, such as `accept-encoding`. */
const SIGNED = /^(x-amz-.*|content-type|content-md5)$/;

function signedHeaders(headers: OutgoingRequest['headers']): { readonly [name: string]: string } {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(lower.filter(([name]) => SIGNED.test(name)));
}

function hashOf(body: NonNullable<OutgoingRequest['body']>): string {
  if (typeof body === 'string') return encodeHex(sha256(utf8ToBytes(body.toWellFormed())));
  return 'open' in body ? body.sha256 : encodeHex(sha256(body));
}

/** AWS Signature Version 4, with the hash of the body, which S3 and others ask for. */
function signForAws(request: OutgoingRequest, credential: CredentialSecret, now: number): OutgoingRequest {
  const keys = keysOf(awsSchema, credential);
  const { method, body = '' } = request;
  const url = new URL(request.url);
  const bodyHash = hashOf(body);
  const datetime = new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, '');
  const added = {
    'x-amz-content-sha256': bodyHash,
    'x-amz-date': datetime,
    ...(keys.session_token === undefined ? {} : { 'x-amz-security-token': keys.session_token }),
  };
  const headers = { ...signedHeaders(request.headers), ...added };
  const path = canonicalPath(url, keys.service);
  const authorization = awsAuthorization(keys, { method, url, headers, path, bodyHash, datetime });
  return withHeaders({ ...request, url: url.href }, { ...added, authorization });
}

const FORM = /^application\/x-www-form-urlencoded\b/i;

function formOf({ headers, body }: OutgoingRequest): string | null {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return typeof body === 'string' && FORM.test(type) ? body : null;
}

function signForOAuth1(request: OutgoingRequest, credential: CredentialSecret, now: number): OutgoingRequest {
  const { method, url } = request;
  const nonce = encodeHex(crypto.getRandomValues(new Uint8Array(16)));
  const parts = { method, url, form: formOf(request), timestamp: Math.floor(now / 1000), nonce };
  return withHeaders(request, { authorization: oauth1Header(keysOf(oauth1Schema, credential), parts) });
}

/**
 * The request with the signature of a credential that signs, or as it is. Signed last, for a signature holds all of it: a
 * redirect that changes anything is not answered for. Throws `NodeError` `http.credential_invalid`.
 */
export function signRequest(
  request: OutgoingRequest,
  credential: CredentialSecret | null,
  now: number,
): OutgoingRequest {
  switch (credential?.type) {
    case 'aws_sigv4':
      return signForAws(request, credential, now);
    case 'oauth1':
      return signForOAuth1(request, credential, now);
    default:
      return request;
  }
}
