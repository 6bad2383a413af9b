import { z } from 'zod';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const;
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,200}$/;

/** The name of a header of an incoming call. */
export const headerName = z.string().regex(HEADER_NAME, 'This is not the name of a header');

/** The HTTP methods of incoming calls. */
export function callMethods() {
  return z
    .array(z.enum(METHODS))
    .min(1)
    .max(METHODS.length)
    .default(['POST'])
    .meta({ title: 'Methods', description: 'The HTTP methods that it answers to.' });
}

/** No authentication: the URL is the secret. */
export const anybody = z
  .strictObject({
    type: z.literal('none').meta({ title: 'Type', description: 'Anybody who knows the URL may call it.' }),
  })
  .meta({ title: 'None' });

/** Callers sign the body. */
export const signed = z
  .strictObject({
    type: z.literal('hmac_sha256').meta({
      title: 'Type',
      description:
        "The sender signs the raw body (HMAC SHA-256) with the endpoint's secret or, where a node waits, its credential's.",
    }),
    header: headerName
      .default('X-Hub-Signature-256')
      .meta({ title: 'Header', description: 'The header that carries the signature.' }),
    prefix: z
      .string()
      .max(100)
      .default('sha256=')
      .meta({ title: 'Prefix', description: 'What stands before the signature in the header.' }),
    encoding: z
      .enum(['hex', 'base64'])
      .default('hex')
      .meta({ title: 'Encoding', description: 'How the bytes of the signature are written.' }),
  })
  .meta({ title: 'HMAC SHA-256' });
