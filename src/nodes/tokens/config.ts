import { z } from 'zod';
import { anyJson, keepFields, operation, outputField } from '../fields.ts';

/** The algorithms of RFC 7518 that take a secret. */
export const SECRET_ALGORITHMS = ['HS256', 'HS384', 'HS512'] as const;

/** The algorithms of RFC 7518 and RFC 8037 that take a pair of keys. */
export const KEY_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

/** All algorithms that a token can be signed with. */
export const JWT_ALGORITHMS = [...SECRET_ALGORITHMS, ...KEY_ALGORITHMS] as const;

const algorithm = z
  .enum(JWT_ALGORITHMS)
  .default('HS256')
  .meta({ title: 'Algorithm', description: 'How the token is signed. HS takes a secret, all others a pair of keys.' });

const token = z.string().min(1).max(100_000).meta({ title: 'Token', description: 'The JSON Web Token.' });

const complete = z
  .boolean()
  .default(false)
  .meta({ title: 'Complete', description: 'Brings the header of the token too.' });

const output = {
  output_field: outputField('data'),
  include_input_fields: keepFields(false),
};

const seconds = z.number().int().min(0).max(3_155_760_000);

const sign = z
  .strictObject({
    operation: operation('sign', 'Makes a token.'),
    algorithm,
    claims: z
      .record(z.string(), anyJson())
      .default({})
      .meta({ title: 'Claims', description: 'What the token says, as a JSON object: sub, iss, aud and others.' }),
    expires_in_seconds: seconds
      .optional()
      .meta({ title: 'Valid for', description: 'Seconds from now after which the token expires (exp).' }),
    not_before_seconds: seconds
      .optional()
      .meta({ title: 'Valid after', description: 'Seconds from now before which the token is not valid yet (nbf).' }),
    issued_at: z
      .boolean()
      .default(true)
      .meta({ title: 'Issued at', description: 'Whether the token tells when it was made (iat).' }),
    key_id: z
      .string()
      .max(1000)
      .optional()
      .meta({ title: 'Key id', description: 'The id of the key in the header (kid).' }),
    ...output,
    output_field: outputField('token', 'The field that takes the token.'),
  })
  .meta({ title: 'Sign' });

const verify = z
  .strictObject({
    operation: operation('verify', 'Checks signature and times of a token and brings its claims.'),
    token,
    algorithm,
    audience: z.string().max(1000).optional().meta({ title: 'Audience', description: 'The aud that it has to have.' }),
    issuer: z.string().max(1000).optional().meta({ title: 'Issuer', description: 'The iss that it has to have.' }),
    ignore_times: z
      .boolean()
      .default(false)
      .meta({ title: 'Ignore times', description: 'Takes tokens that have expired or are not valid yet.' }),
    clock_tolerance_seconds: seconds
      .default(0)
      .meta({ title: 'Clock tolerance', description: 'Seconds by which the clocks may differ.' }),
    complete,
    ...output,
  })
  .meta({ title: 'Verify' });

const decode = z
  .strictObject({
    operation: operation('decode', 'Reads a token without checking it. Trust nothing of it.'),
    token,
    complete,
    ...output,
  })
  .meta({ title: 'Decode' });

/** The config of the JWT node. */
export const jwtConfigSchema = z.discriminatedUnion('operation', [sign, verify, decode]);

export type JwtConfig = z.infer<typeof jwtConfigSchema>;
export type SignConfig = z.infer<typeof sign>;
export type VerifyConfig = z.infer<typeof verify>;
