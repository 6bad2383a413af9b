import { z } from 'zod';
import type { JsonObject } from '../../engine/json.ts';
import type { CredentialData, CredentialType, FixedTest } from './credential-type.ts';

const secret = z.string().min(1).max(20_000);
/** What stands in a header: no line breaks, no control characters, ASCII alone. */
const plain = z
  .string()
  .max(2000)
  .regex(/^[\x20-\x7e]+$/, 'May hold printable ASCII alone');
const slug = z.string().regex(/^[a-z0-9-]{1,100}$/, 'May hold a–z, 0–9 and - alone');

/** The addresses of a service in its region, and those without a region (IAM, Route 53). */
function awsHosts({ service, region }: CredentialData): readonly string[] {
  return [`${service}.${region}.amazonaws.com`, `*.${service}.${region}.amazonaws.com`, `${service}.amazonaws.com`];
}

/** Asks who the key belongs to, which every key may. Signed for the service STS, whatever the data say. */
function callerIdentity(data: JsonObject): FixedTest {
  return {
    url: 'https://sts.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15',
    headers: {},
    credential: { type: 'aws_sigv4', data: { ...data, service: 'sts', region: 'us-east-1' } },
  };
}

/** Credentials that never leave as they are: they sign each request. */
export const SIGNING_TYPES: readonly CredentialType[] = [
  {
    type: 'aws_sigv4',
    name: 'AWS signature',
    description: 'An access key that signs each request to AWS, or to what understands Signature Version 4.',
    data: z.strictObject({
      access_key_id: plain,
      secret_access_key: secret,
      session_token: plain.max(20_000).optional(),
      region: slug,
      service: slug,
    }),
    hosts: awsHosts,
    test: callerIdentity,
  },
  {
    type: 'oauth1',
    name: 'OAuth 1.0a',
    description: 'Keys that sign each request (RFC 5849), with a token or without.',
    data: z.strictObject({
      consumer_key: plain,
      consumer_secret: secret,
      token: plain.optional(),
      token_secret: secret.optional(),
      signature_method: z.enum(['HMAC-SHA1', 'HMAC-SHA256', 'PLAINTEXT']).default('HMAC-SHA1'),
      realm: plain.optional(),
    }),
    hosts: 'named',
  },
];
