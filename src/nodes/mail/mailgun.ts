import type { Mail } from '../../shared/mail.ts';
import { encodeForm } from '../http/multipart.ts';
import { decodeBase64 } from '../values/base64.ts';
import { wrongValue } from '../values/wrong-value.ts';
import { writeAddress } from './addresses.ts';

function fieldsOf(mail: Mail): (readonly [name: string, value: string])[] {
  const lists = [
    ['to', mail.to],
    ['cc', mail.cc],
    ['bcc', mail.bcc],
    ['h:Reply-To', mail.reply_to],
  ] as const;
  const texts = [
    ['from', writeAddress(mail.from)],
    ['subject', mail.subject],
    ['text', mail.text],
    ['html', mail.html],
  ] as const;
  return [
    ...lists.map(([name, addresses]) => [name, addresses.map(writeAddress).join(', ')] as const),
    ...texts.map(([name, text]) => [name, text ?? ''] as const),
  ].filter(([, value]) => value !== '');
}

/** The mail as the form that Mailgun takes. */
export function mailgunBody(mail: Mail): Promise<{ content: Uint8Array; contentType: string }> {
  const form = new FormData();
  for (const [name, value] of fieldsOf(mail)) form.append(name, value);
  for (const { file_name, mime_type, data } of mail.attachments) {
    const bytes = decodeBase64(data);
    if (bytes === null)
      throw wrongValue('email.no_file', `attachments.${file_name}`, { expected: 'base64', got: data });
    form.append('attachment', new Blob([bytes], { type: mime_type }), file_name);
  }
  return encodeForm(form);
}
