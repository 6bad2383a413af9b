import { z } from 'zod';
import { concurrency, fieldNames } from '../fields.ts';

const addresses = z.union([z.string().max(100_000), z.array(z.string().max(1000)).max(1000)]);

function recipients(title: string, description: string) {
  return addresses.default([]).meta({ title, description });
}

/** The config of the node that sends mails. */
export const mailConfigSchema = z.strictObject({
  from: z
    .string()
    .min(1)
    .max(1000)
    .meta({ title: 'From', description: 'Who sends it: ada@example.com or Ada <ada@example.com>.' }),
  to: addresses.meta({ title: 'To', description: 'Who gets it: addresses with commas between them, or a list.' }),
  cc: recipients('Copy to', 'Who gets a copy that all can see.'),
  bcc: recipients('Blind copy to', 'Who gets a copy that nobody else knows of.'),
  reply_to: recipients('Reply to', 'Where answers go, if not to the sender.'),
  subject: z.string().max(1000).meta({ title: 'Subject', description: 'What it is about; one line.' }),
  text: z.string().max(5_000_000).optional().meta({ title: 'Text', description: 'The mail as plain text.' }),
  html: z.string().max(5_000_000).optional().meta({
    title: 'HTML',
    description: 'The mail as HTML; expressions go in as they are. With a text too, the reader chooses.',
  }),
  attachments: fieldNames()
    .default([])
    .meta({ title: 'Attachments', description: 'The files of the item that go along with it.' }),
  timeout_ms: z
    .number()
    .int()
    .min(1)
    .max(300_000)
    .default(30_000)
    .meta({ title: 'Timeout', description: 'Milliseconds for the request to the provider.' }),
  concurrency: concurrency(),
});

export type MailConfig = z.infer<typeof mailConfigSchema>;
