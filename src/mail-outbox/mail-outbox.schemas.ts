import { z } from '@hono/zod-openapi';
import { pageQuery } from '../shared/pagination.ts';

const addressSchema = z.strictObject({ email: z.string(), name: z.string().optional() });

/** What is kept of a mail: of attachments, only what they are. */
const messageSchema = z.strictObject({
  from: addressSchema,
  to: z.array(addressSchema),
  cc: z.array(addressSchema),
  bcc: z.array(addressSchema),
  reply_to: z.array(addressSchema),
  subject: z.string(),
  text: z.string().nullable(),
  html: z.string().nullable(),
  attachments: z.array(
    z.strictObject({
      file_name: z.string(),
      mime_type: z.string(),
      size: z.int().openapi({ description: 'Bytes.' }),
    }),
  ),
});
export type MailMessage = z.infer<typeof messageSchema>;

export const outboxMailSchema = z
  .strictObject({
    id: z.uuid(),
    execution_id: z.uuid().nullable(),
    ...messageSchema.shape,
    created_at: z.iso.datetime(),
  })
  .openapi('OutboxMail');
export type OutboxMail = z.infer<typeof outboxMailSchema>;

export const listOutboxSchema = z.strictObject(pageQuery);
export type ListOutbox = z.infer<typeof listOutboxSchema>;
