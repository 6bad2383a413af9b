import { z } from 'zod';
import { NodeError } from '../node-error.ts';
import type { CredentialSecret } from '../node-run.ts';
import { encodeTextBase64 } from '../values/base64.ts';
import { becauseOfFields } from '../values/fields-at-fault.ts';

/** What a credential adds to a request. */
export type Authorisation = {
  readonly headers: { readonly [name: string]: string };
  readonly query: readonly { readonly name: string; readonly value: string }[];
};

/** The credential types that HTTP requests can use. */
export const HTTP_CREDENTIALS = [
  'api_key',
  'basic',
  'bearer',
  'header',
  'query',
  'oauth2',
  'oauth2_client',
  'digest',
  'custom',
  'aws_sigv4',
  'oauth1',
] as const;

type HttpCredential = (typeof HTTP_CREDENTIALS)[number];

function headers(name: string, value: string): Authorisation {
  return { headers: { [name]: value }, query: [] };
}

function query(name: string, value: string): Authorisation {
  return { headers: {}, query: [{ name, value }] };
}

const secret = z.string().min(1);
const named = z.object({ name: secret, value: secret });
const texts = z.record(z.string(), secret).default({});
const bearerOf = z
  .object({ access_token: secret, token_header: secret.optional() })
  .transform(({ access_token, token_header }) =>
    token_header === undefined
      ? headers('Authorization', `Bearer ${access_token}`)
      : headers(token_header, access_token),
  );

const nothing = z.object({}).transform((): Authorisation => ({ headers: {}, query: [] }));

/** What each credential type adds to a request. */
const READERS: { readonly [type in HttpCredential]: z.ZodType<Authorisation> } = {
  api_key: z
    .object({ name: secret.default('X-API-Key'), value: secret, in: z.enum(['header', 'query']).default('header') })
    .transform(({ name, value, in: place }) => (place === 'query' ? query(name, value) : headers(name, value))),
  basic: z
    .object({ username: z.string(), password: z.string() })
    .transform(({ username, password }) =>
      headers('Authorization', `Basic ${encodeTextBase64(`${username}:${password}`)}`),
    ),
  bearer: z.object({ token: secret }).transform(({ token }) => headers('Authorization', `Bearer ${token}`)),
  header: named.transform(({ name, value }) => headers(name, value)),
  query: named.transform(({ name, value }) => query(name, value)),
  oauth2: bearerOf,
  // clientToken has added the access token to the data.
  oauth2_client: bearerOf,
  // Added after the server's challenge; see sendDigest.
  digest: nothing,
  // Added when the request is whole; see signRequest.
  aws_sigv4: nothing,
  oauth1: nothing,
  custom: z.object({ headers: texts, query: texts }).transform(({ headers: added, query: parameters }) => ({
    headers: added,
    query: Object.entries(parameters).map(([name, value]) => ({ name, value })),
  })),
};

/** What the credential adds to a request; throws `NodeError` `http.credential_invalid`, without any of its data. */
export function authorise(credential: CredentialSecret): Authorisation {
  const type = HTTP_CREDENTIALS.find((name) => name === credential.type);
  const parsed = type === undefined ? undefined : READERS[type].safeParse(credential.data);
  if (parsed?.success) return parsed.data;
  throw new NodeError(
    'http.credential_invalid',
    `The credential of type ${credential.type} cannot be used for a request${becauseOfFields(parsed?.error)}`,
  );
}
