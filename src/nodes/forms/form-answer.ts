import { z } from 'zod';

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

/** A link to another page of ours, as `formUrl` is where the server knows no address of its own. */
function isOwnPage(text: string): boolean {
  return text.startsWith('/forms/') && URL.canParse(text, 'http://server.test');
}

/** The variants of an answer that need nothing of the flow. */
export const messageAnswer = z
  .strictObject({
    type: z.literal('message').meta({ title: 'Type', description: 'A page says so.' }),
    title: z.string().min(1).max(300).default('Thank you').meta({ title: 'Title', description: 'What stands on top.' }),
    text: z
      .string()
      .max(10_000)
      .default('We have received your answers.')
      .meta({ title: 'Text', description: 'What stands below, as plain text. Lines are kept.' }),
  })
  .meta({ title: 'Message' });

export const redirectAnswer = z
  .strictObject({
    type: z.literal('redirect').meta({ title: 'Type', description: 'The browser goes to another page.' }),
    url: z
      .string()
      .max(2_000)
      .refine((text) => isWebAddress(text) || isOwnPage(text), 'An address that begins with http:// or https://')
      .meta({ title: 'Address', description: 'Where it leads: a web address, or the formUrl of another wait.' }),
  })
  .meta({ title: 'Redirect' });

/** What is shown when a form has been sent, by whom nobody waits for the flow. */
export const staticAnswerSchema = z.discriminatedUnion('type', [messageAnswer, redirectAnswer]);

export type MessageAnswer = z.infer<typeof messageAnswer>;
export type StaticAnswer = z.infer<typeof staticAnswerSchema>;

export const DEFAULT_ANSWER: MessageAnswer = {
  type: 'message',
  title: 'Thank you',
  text: 'We have received your answers.',
};
