import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { AwsV4Signer } from 'aws4fetch';
import { z } from 'zod';
import type { OutgoingRequest } from '../../shared/http-exchange.ts';
import { NodeError } from '../node-error.ts';
import type { CredentialSecret } from '../node-run.ts';
import { becauseOfFields } from '../values/fields-at-fault.ts';
import { encodeHex } from '../values/hex.ts';
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

/** AWS Signature Version 4, with the hash of the body, which S3 and others ask for. */
async function signForAws(
  request: OutgoingRequest,
  credential: CredentialSecret,
  now: number,
): Promise<OutgoingRequest> {
  const keys = keysOf(awsSchema, credential);
  const { body = '' } = request;
  const hash = encodeHex(sha256(typeof body === 'string' ? utf8ToBytes(body.toWellFormed()) : body));
  const signer = new AwsV4Signer({
    method: request.method,
    url: request.url,
    headers: { ...request.headers, 'x-amz-content-sha256': hash },
    accessKeyId: keys.access_key_id,
    secretAccessKey: keys.secret_access_key,
    region: keys.region,
    service: keys.service,
    datetime: new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, ''),
    ...(keys.session_token === undefined ? {} : { sessionToken: keys.session_token }),
  });
  const { url, headers } = await signer.sign();
  const added = ['authorization', 'x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token'].flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return withHeaders({ ...request, url: url.href }, Object.fromEntries(added));
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
export async function signRequest(
  request: OutgoingRequest,
  credential: CredentialSecret | null,
  now: number,
): Promise<OutgoingRequest> {
  switch (credential?.type) {
    case 'aws_sigv4':
      return signForAws(request, credential, now);
    case 'oauth1':
      return signForOAuth1(request, credential, now);
    default:
      return request;
  }
}
