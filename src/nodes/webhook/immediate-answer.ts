import { z } from 'zod';
import { headerValueFault } from '../../shared/header-rules.ts';
import { statusCode } from '../http/status-code.ts';

/** The answer of an endpoint that answers at once. */
export const immediateAnswerSchema = z.strictObject({
  status: statusCode().default(202).meta({ title: 'Status', description: 'The status code of the answer.' }),
  body: z.string().max(10_000).optional().meta({
    title: 'Body',
    description: 'The text that senders expect, such as ok. Default: JSON with the id of the execution.',
  }),
  content_type: z
    .string()
    .min(1)
    .max(200)
    .refine((type) => headerValueFault('Content-Type', type) === null, 'This cannot be the value of a header')
    .default('text/plain; charset=utf-8')
    .meta({ title: 'Content type', description: 'The content type of the body, if there is one.' }),
});
