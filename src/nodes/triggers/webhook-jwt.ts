import { z } from 'zod';
import { headerName } from '../http/call-config.ts';
import { KEY_ALGORITHMS, SECRET_ALGORITHMS } from '../tokens/config.ts';

const PEM = /^\s*-----BEGIN PUBLIC KEY-----[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----\s*$/;

function algorithm<Name extends string>(names: readonly [Name, ...Name[]], first: NoInfer<Name>) {
  return z
    .enum(names)
    .default(first)
    .meta({ title: 'Algorithm', description: 'How tokens are signed. Those that say another one are refused.' });
}

const bySecret = z
  .strictObject({
    from: z.literal('secret').meta({ title: 'Key', description: "The endpoint's secret, shared with the sender." }),
    algorithm: algorithm(SECRET_ALGORITHMS, 'HS256'),
  })
  .meta({ title: 'Shared secret' });

const byPublicKey = z
  .strictObject({
    from: z.literal('public_key').meta({ title: 'Key', description: 'A public key that stands here.' }),
    algorithm: algorithm(KEY_ALGORITHMS, 'RS256'),
    public_key: z
      .string()
      .max(10_000)
      .regex(PEM, 'Not a public key in PEM (BEGIN PUBLIC KEY)')
      .meta({ title: 'Public key', description: 'In PEM (SPKI). It is no secret.' }),
  })
  .meta({ title: 'Public key' });

const byKeySet = z
  .strictObject({
    from: z.literal('jwks').meta({ title: 'Key', description: 'The keys that the sender publishes at a URL.' }),
    algorithms: z
      .array(z.enum(KEY_ALGORITHMS))
      .min(1)
      .max(KEY_ALGORITHMS.length)
      .default(['RS256', 'ES256'])
      .meta({ title: 'Algorithms', description: 'How tokens may be signed. Those that say another one are refused.' }),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .meta({
        title: 'JWKS URL',
        description: 'Where the JSON Web Key Set is. Ten minutes old keys are fetched anew.',
      }),
  })
  .meta({ title: 'Key set' });

/** Callers send a JSON Web Token (RFC 7519). */
export const jwtAuthentication = z
  .strictObject({
    type: z.literal('jwt').meta({ title: 'Type', description: 'Callers send a JSON Web Token (RFC 7519).' }),
    key: z
      .discriminatedUnion('from', [bySecret, byPublicKey, byKeySet])
      .meta({ title: 'Key', description: 'What signatures are checked with.' }),
    header: headerName
      .default('Authorization')
      .meta({ title: 'Header', description: 'The header that holds the token. It is kept out of the history.' }),
    prefix: z
      .string()
      .max(100)
      .default('Bearer ')
      .meta({ title: 'Prefix', description: 'What stands before the token in the header, in any case of letters.' }),
    issuer: z
      .string()
      .min(1)
      .max(1000)
      .optional()
      .meta({ title: 'Issuer', description: 'The iss that a token has to have. Default: any.' }),
    audience: z
      .string()
      .min(1)
      .max(1000)
      .optional()
      .meta({ title: 'Audience', description: 'The aud that a token has to have. Default: any.' }),
    clock_tolerance_seconds: z
      .number()
      .int()
      .min(0)
      .max(3600)
      .default(30)
      .meta({ title: 'Clock tolerance', description: 'Seconds by which the clocks may differ.' }),
    require_expiry: z
      .boolean()
      .default(true)
      .meta({ title: 'Must expire', description: 'Whether tokens without exp are refused.' }),
  })
  .meta({ title: 'JWT' });
