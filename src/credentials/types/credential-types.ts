import { z } from 'zod';
import { requestHeaderFault } from '../../shared/header-rules.ts';
import { mailHost } from '../../shared/mail-hosts.ts';
import { hostsOfPreset, oauthData } from '../oauth/oauth-data.ts';
import type { CredentialData, CredentialType } from './credential-type.ts';
import { mailTest } from './mail-test.ts';
import { SIGNING_TYPES } from './signing-types.ts';

const secret = z.string().min(1).max(20_000);
/** What stands in a header can't hold line breaks. */
const headerValue = secret
  .regex(/^[^\r\n]*$/, 'May not hold line breaks')
  .regex(/^[\r\n\t\x20-\x7e\x80-\xff]*$/, 'May hold no control characters and nothing beyond Latin-1');
/** What a request would refuse is refused here. */
const headerName = z
  .string()
  .regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,200}$/, 'Not the name of a header')
  .superRefine((name, context) => {
    const message = requestHeaderFault(name);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });
const mailRegion = z.enum(['us', 'eu']).default('us');
const mailDomain = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'Not the name of a domain');
const parameterName = z.string().min(1).max(200);

const mailData = z.discriminatedUnion('provider', [
  z.strictObject({ provider: z.literal('resend'), api_key: headerValue }),
  z.strictObject({
    provider: z.literal('postmark'),
    api_key: headerValue,
    message_stream: z.string().max(200).optional(),
  }),
  z.strictObject({ provider: z.literal('sendgrid'), api_key: headerValue, region: mailRegion }),
  z.strictObject({ provider: z.literal('mailgun'), api_key: headerValue, domain: mailDomain, region: mailRegion }),
  z.strictObject({ provider: z.literal('brevo'), api_key: headerValue }),
]);

/** The one host of the provider. */
function mailHosts(data: CredentialData): readonly string[] {
  const { provider, ...more } = mailData.parse(data);
  return [mailHost(provider, 'region' in more ? more.region : undefined)];
}

/** Every kind of credential there is. */
export const CREDENTIAL_TYPES: readonly CredentialType[] = [
  {
    type: 'api_key',
    name: 'API key',
    hosts: 'named',
    description: 'A key that goes along with each request, as a header or in the query.',
    data: z.discriminatedUnion('in', [
      z.strictObject({
        in: z.literal('header').default('header'),
        name: headerName.default('X-API-Key'),
        value: headerValue,
      }),
      z.strictObject({ in: z.literal('query'), name: parameterName, value: secret }),
    ]),
  },
  {
    type: 'basic',
    name: 'Basic authentication',
    hosts: 'named',
    description: 'User name and password (RFC 7617).',
    data: z.strictObject({
      username: z
        .string()
        .max(1000)
        .regex(/^[^:]*$/, 'May not hold a colon'),
      password: z.string().max(20_000),
    }),
  },
  {
    type: 'bearer',
    name: 'Bearer token',
    hosts: 'named',
    description: 'A token in the Authorization header (RFC 6750).',
    data: z.strictObject({ token: headerValue }),
  },
  {
    type: 'header',
    name: 'Header',
    hosts: 'named',
    description: 'Any one header with a secret value.',
    data: z.strictObject({ name: headerName, value: headerValue }),
  },
  {
    type: 'query',
    name: 'Query parameter',
    hosts: 'named',
    description: 'Any one parameter of the query with a secret value.',
    data: z.strictObject({ name: parameterName, value: secret }),
  },
  {
    type: 'oauth2',
    name: 'OAuth 2.0',
    hosts: hostsOfPreset,
    description:
      'An access token (RFC 6749) that comes by consent at the provider, or that is given with what is needed to renew it.',
    data: oauthData,
  },
  {
    type: 'oauth2_client',
    name: 'OAuth 2.0 client',
    hosts: 'named',
    description: 'A client that gets access tokens for itself (RFC 6749, section 4.4).',
    data: z.strictObject({
      token_url: z.url({ protocol: /^https?$/ }),
      client_id: z.string().min(1).max(1000),
      client_secret: secret,
      scope: z.string().max(10_000).optional(),
      audience: z.string().max(1000).optional(),
      send_in: z.enum(['header', 'body']).default('header'),
    }),
  },
  {
    type: 'digest',
    name: 'Digest authentication',
    hosts: 'named',
    description: 'User name and password that are never sent as they are (RFC 7616).',
    data: z.strictObject({ username: z.string().max(1000), password: z.string().max(20_000) }),
  },
  {
    type: 'custom',
    name: 'Headers and query',
    hosts: 'named',
    description: 'Any headers and parameters of the query with secret values.',
    data: z.strictObject({
      headers: z.record(headerName, headerValue).optional(),
      query: z.record(parameterName, secret).optional(),
    }),
  },
  {
    type: 'crypto',
    name: 'Crypto keys',
    hosts: 'nowhere',
    description: 'A secret for keyed hashes (HMAC), a private key in PEM (PKCS #8) for signatures, or both.',
    data: z.strictObject({ hmac_secret: secret.optional(), private_key: secret.optional() }),
  },
  {
    type: 'jwt',
    name: 'JWT keys',
    hosts: 'nowhere',
    description:
      'A secret for HS algorithms, or keys in PEM for the others: PKCS #8 to sign with, SPKI to verify with.',
    data: z.strictObject({
      secret: secret.optional(),
      private_key: secret.optional(),
      public_key: secret.optional(),
    }),
  },
  {
    type: 'totp',
    name: 'One-time passwords',
    hosts: 'nowhere',
    description: 'The shared secret of an authenticator, in base32 (RFC 6238).',
    data: z.strictObject({ secret: z.string().regex(/^[A-Za-z2-7\s-]{8,1000}=*$/, 'Must be base32') }),
  },
  {
    type: 'mail',
    name: 'Mail provider',
    description: 'The key of a service that sends mails over HTTP, and what else it needs.',
    data: mailData,
    hosts: mailHosts,
    test: (data) => mailTest(mailData.parse(data)),
  },
  ...SIGNING_TYPES,
];

const BY_NAME: ReadonlyMap<string, CredentialType> = new Map(CREDENTIAL_TYPES.map((type) => [type.type, type]));

export function findCredentialType(type: string): CredentialType | undefined {
  return BY_NAME.get(type);
}
