import type { Item } from '../../engine/item.ts';
import type { Mail, MailAddress, MailAttachment } from '../../shared/mail.ts';
import { dataOf, fileOf } from '../items.ts';
import { NodeError } from '../node-error.ts';
import { wrongValue } from '../values/wrong-value.ts';
import { headerText, readAddresses } from './addresses.ts';
import type { MailConfig } from './config.ts';

/** The limits of the providers: recipients of a mail, and characters of base64 in its attachments. */
const MAX_RECIPIENTS = 1000;
const MAX_ATTACHED = 25_000_000;

const MIME_TYPE = /^[\w.+-]+\/[\w.+-]+(\s*;[\x20-\x7e]*)?$/;

function attachmentOf(name: string, item: Item): MailAttachment {
  const file = fileOf(item, name);
  if (file === undefined)
    throw wrongValue('email.no_file', `attachments.${name}`, { expected: 'a file', got: undefined });
  return {
    file_name: headerText(file.file_name ?? name, `attachments.${name}`),
    mime_type: MIME_TYPE.test(file.mime_type) ? file.mime_type : 'application/octet-stream',
    data: dataOf(file),
  };
}

function attachmentsOf(names: readonly string[], item: Item): MailAttachment[] {
  const attachments = names.map((name) => attachmentOf(name, item));
  const size = attachments.reduce((sum, { data }) => sum + data.length, 0);
  if (size <= MAX_ATTACHED) return attachments;
  throw new NodeError(
    'email.too_large',
    `attachments: expected at most ${MAX_ATTACHED} characters of base64, got ${size}`,
  );
}

function senderOf(config: MailConfig): MailAddress {
  const [from, ...more] = readAddresses(config.from, 'from');
  if (from !== undefined && more.length === 0) return from;
  throw wrongValue('email.bad_address', 'from', { expected: 'one e-mail address', got: config.from });
}

/** Makes the mail of a config. Throws `NodeError` `email.*`. */
export function composeMail(config: MailConfig, item: Item): Mail {
  const [to, cc, bcc] = [
    readAddresses(config.to, 'to'),
    readAddresses(config.cc, 'cc'),
    readAddresses(config.bcc, 'bcc'),
  ];
  const count = to.length + cc.length + bcc.length;
  if (to.length === 0) throw wrongValue('email.bad_address', 'to', { expected: 'an e-mail address', got: config.to });
  if (count > MAX_RECIPIENTS) {
    throw new NodeError('email.too_many', `to: expected at most ${MAX_RECIPIENTS} recipients, got ${count}`);
  }
  const { text = null, html = null } = config;
  if (text === null && html === null)
    throw wrongValue('email.empty', 'text', { expected: 'a text or HTML', got: text });
  return {
    from: senderOf(config),
    to,
    cc,
    bcc,
    reply_to: readAddresses(config.reply_to, 'reply_to'),
    subject: headerText(config.subject, 'subject'),
    text,
    html,
    attachments: attachmentsOf(config.attachments, item),
  };
}
