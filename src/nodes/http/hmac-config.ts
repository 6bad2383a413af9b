import { z } from 'zod';
import { headerName } from './call-config.ts';

const PLACEHOLDER = /\{(body|timestamp|method|url|header:[!#$%&'*+\-.^_`|~0-9A-Za-z]+)\}/g;

/** How far the timestamp of a call may lie from now, in seconds. */
export function toleranceSeconds() {
  return z
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(300)
    .meta({ title: 'Tolerance', description: 'Seconds that the timestamp may lie before or after now.' });
}

const timestamp = z.strictObject({
  header: headerName.meta({ title: 'Header', description: 'The header that tells when the call was signed.' }),
  unit: z
    .enum(['seconds', 'milliseconds'])
    .default('seconds')
    .meta({ title: 'Unit', description: 'What the timestamp counts, from 1970 on.' }),
  tolerance_seconds: toleranceSeconds(),
});

const template = z
  .string()
  .max(500)
  .default('{body}')
  .refine((text) => text.includes('{body}'), 'The body has to be signed: the template needs {body}')
  .refine((text) => !/[{}]/.test(text.replace(PLACEHOLDER, '')), 'Braces hold one of the names that the template knows')
  .meta({
    title: 'What is signed',
    description:
      'A template such as {timestamp}.{body}. It knows {body}, {timestamp}, {method}, {url} and {header:X-Name}.',
  });

/** Callers sign in a way of their own: any hash, any header, any text that is signed. */
export const hmacSchema = z
  .strictObject({
    type: z.literal('hmac').meta({
      title: 'Type',
      description:
        "The sender signs the call with the endpoint's secret or, where a node waits, its credential's, in the way described here.",
    }),
    algorithm: z
      .enum(['sha1', 'sha256', 'sha512'])
      .default('sha256')
      .meta({ title: 'Algorithm', description: 'The hash function of the HMAC.' }),
    header: headerName
      .default('X-Signature')
      .meta({ title: 'Header', description: 'The header that carries the signature.' }),
    prefix: z
      .string()
      .max(100)
      .default('')
      .meta({ title: 'Prefix', description: 'What stands before the signature in the header.' }),
    encoding: z
      .enum(['hex', 'base64'])
      .default('hex')
      .meta({ title: 'Encoding', description: 'How the bytes of the signature are written.' }),
    signed: template,
    timestamp: timestamp
      .nullable()
      .default(null)
      .meta({ title: 'Timestamp', description: 'The signed time, which keeps calls from being sent again later.' }),
  })
  .refine(
    ({ signed, timestamp: time }) => signed.includes('{timestamp}') === (time !== null),
    'A timestamp counts only if it is signed: the template has {timestamp} if there is one, and not otherwise',
  )
  .meta({ title: 'HMAC' });
