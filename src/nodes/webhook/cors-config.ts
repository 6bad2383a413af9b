import { z } from 'zod';
import { headerName } from '../http/call-config.ts';

const ORIGIN = /^(\*|https?:\/\/[a-z0-9.:[\]-]+)$/;

/** Which pages of other origins may call an endpoint from a browser (Fetch standard, "CORS protocol"). */
export const corsSchema = z
  .strictObject({
    origins: z
      .array(z.string().max(300).regex(ORIGIN, 'Expected an origin such as https://shop.example.com, or *'))
      .max(100)
      .default([])
      .meta({
        title: 'Origins',
        description:
          'Origins such as https://shop.example.com, or * for any. None: browsers keep the answer from pages.',
      }),
    credentials: z.boolean().default(false).meta({
      title: 'Credentials',
      description: 'Whether pages may send cookies and sign-ins along, and read the answer. Not together with *.',
    }),
    exposed_headers: z.array(headerName).max(50).default([]).meta({
      title: 'Exposed headers',
      description: "Headers of the answer that pages may read, beside LinkFlow's own.",
    }),
  })
  .refine(
    ({ origins, credentials }) => !(credentials && origins.includes('*')),
    'Credentials need origins by name: browsers take no * with them',
  );

export type CorsConfig = z.infer<typeof corsSchema>;
