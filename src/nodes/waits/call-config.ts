import { z } from 'zod';
import { anyJson } from '../fields.ts';
import { anybody, callMethods, signed } from '../http/call-config.ts';
import { hmacSchema } from '../http/hmac-config.ts';
import { nameValuesSchema } from '../http/name-values.ts';
import { statusCode } from '../http/status-code.ts';
import { limitSchema } from './moments.ts';

const byCredential = z
  .strictObject({
    type: z.literal('credential').meta({
      title: 'Type',
      description: "The caller sends what the node's credential would put into a request.",
    }),
  })
  .meta({ title: 'Credential' });

/** How callers of a wait authenticate. The secrets are those of the node's credential. */
export const waitAuthenticationSchema = z.discriminatedUnion('type', [anybody, hmacSchema, signed, byCredential]);

export type WaitAuthentication = z.infer<typeof waitAuthenticationSchema>;

const responseSchema = z.strictObject({
  status: statusCode().default(200).meta({ title: 'Status', description: 'The status code of the answer.' }),
  body: anyJson()
    .default({ resumed: true })
    .meta({ title: 'Body', description: 'What the answer holds: a text, or anything else as JSON.' }),
  headers: nameValuesSchema.default({}).meta({ title: 'Headers', description: 'Headers of the answer.' }),
});

/** The config fields of a wait for a call. */
export const callFields = {
  methods: callMethods(),
  authentication: waitAuthenticationSchema.default({ type: 'none' }).meta({
    title: 'Authentication',
    description: 'How it makes sure who is calling, beyond their knowing the signed URL.',
  }),
  response: responseSchema
    .default({ status: 200, body: { resumed: true }, headers: {} })
    .meta({ title: 'Answer', description: 'What the caller is answered.' }),
  limit: limitSchema,
  on_limit: z
    .enum(['continue', 'fail'])
    .default('continue')
    .meta({ title: 'At the limit', description: 'Whether the items go on when nobody has called, or the node fails.' }),
};

const callSchema = z.object(callFields);

export type CallConfig = z.infer<typeof callSchema>;
