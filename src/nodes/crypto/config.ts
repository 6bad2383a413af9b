import { z } from 'zod';
import { fieldName, keepFields, operation, optionalJson, outputField } from '../fields.ts';
import { HASH_NAMES } from './digests.ts';
import { RANDOM_KINDS } from './random-text.ts';
import { SCHEME_NAMES } from './sign.ts';

const output = {
  output_field: outputField('data'),
  include_input_fields: keepFields(true),
};

const input = {
  value: optionalJson().meta({ title: 'Value', description: 'The text; anything else is taken as its JSON.' }),
  binary_property: fieldName()
    .optional()
    .meta({ title: 'File', description: 'The file of the item that is taken instead of the value.' }),
  encoding: z
    .enum(['hex', 'base64'])
    .default('hex')
    .meta({ title: 'Encoding', description: 'How the bytes of the result are written.' }),
};

const algorithm = z
  .enum(HASH_NAMES)
  .default('sha256')
  .meta({ title: 'Algorithm', description: 'The hash function. MD5, SHA-1 and RIPEMD-160 are no longer safe.' });

/** The config of the crypto node. */
export const cryptoConfigSchema = z.discriminatedUnion('operation', [
  z
    .strictObject({ operation: operation('hash', 'The hash of a value.'), algorithm, ...input, ...output })
    .meta({ title: 'Hash' }),
  z
    .strictObject({
      operation: operation('hmac', 'A hash with a key.'),
      algorithm,
      secret: z
        .string()
        .max(100_000)
        .optional()
        .meta({ title: 'Secret', description: "The key, if it is not the credential's." }),
      ...input,
      ...output,
    })
    .meta({ title: 'HMAC' }),
  z
    .strictObject({
      operation: operation('sign', 'A signature with a private key.'),
      scheme: z
        .enum(SCHEME_NAMES)
        .default('rsa_sha256')
        .meta({ title: 'Scheme', description: 'The signature scheme. It has to fit the key.' }),
      private_key: z
        .string()
        .max(100_000)
        .optional()
        .meta({ title: 'Private key', description: "The key in PEM (PKCS #8), if it is not the credential's." }),
      ...input,
      ...output,
    })
    .meta({ title: 'Sign' }),
  z
    .strictObject({
      operation: operation('random', 'A text that nobody can guess.'),
      kind: z
        .enum(RANDOM_KINDS)
        .default('uuid')
        .meta({ title: 'Kind', description: 'The characters that it is made of.' }),
      length: z
        .number()
        .int()
        .min(1)
        .max(65_536)
        .default(32)
        .meta({ title: 'Length', description: 'How many characters it has. A UUID has its own length.' }),
      ...output,
    })
    .meta({ title: 'Random' }),
]);

export type CryptoConfig = z.infer<typeof cryptoConfigSchema>;
