import { escapeUTF8 } from 'entities';
import { attributes, type Html, inWords, paragraph, textElement } from '../../pages/html.ts';
import type { Page } from '../../pages/html-page.ts';
import type { OutboxMail } from '../mail-outbox.schemas.ts';

/** Where the page is. */
export const DEV_MAIL_PATH = '/dev/mail';

const LINK = /https?:\/\/[^\s<>"']+/g;

function people(list: OutboxMail['to']): string {
  return list.map(({ email, name }) => (name === undefined ? email : `${name} <${email}>`)).join(', ');
}

function lineHtml({ id, subject, to, created_at }: OutboxMail): Html {
  const link = textElement('a', subject === '' ? '(no subject)' : subject, { href: `${DEV_MAIL_PATH}/${id}` });
  return `<dt>${escapeUTF8(`${inWords(new Date(created_at))}, to ${people(to)}`)}</dt><dd>${link}</dd>`;
}

/** The mails that were kept instead of sent, newest first. */
export function mailListPage(mails: readonly OutboxMail[]): Page {
  const none = paragraph('No mail yet. Those that would be sent are kept here.', 'message');
  const list = `<dl>${mails.map(lineHtml).join('')}</dl>`;
  return { status: 200, title: 'Mails', body: mails.length === 0 ? none : list };
}

/** The text with its web addresses as links; everything else is escaped. */
function textHtml(text: string): Html {
  const parts: Html[] = [];
  let end = 0;
  for (const { 0: url, index } of text.matchAll(LINK)) {
    parts.push(escapeUTF8(text.slice(end, index)), textElement('a', url, { href: url }));
    end = index + url.length;
  }
  return `<p class="message">${parts.join('')}${escapeUTF8(text.slice(end))}</p>`;
}

function headHtml(mail: OutboxMail): Html {
  const fields = [
    ['From', people([mail.from])],
    ['To', people(mail.to)],
    ['Copy to', people(mail.cc)],
    ['Blind copy to', people(mail.bcc)],
    ['Reply to', people(mail.reply_to)],
    ['Kept', inWords(new Date(mail.created_at))],
    ['Files', mail.attachments.map(({ file_name, size }) => `${file_name} (${size} bytes)`).join(', ')],
  ] as const;
  const shown = fields.filter(([, text]) => text !== '');
  return `<dl>${shown.map(([name, text]) => `${textElement('dt', name)}${textElement('dd', text)}`).join('')}</dl>`;
}

/** One mail. Its HTML is a page of its own, within a frame that lets it do nothing. */
export function mailPage(mail: OutboxMail): Page {
  const { id, subject, text, html } = mail;
  const about = {
    src: `${DEV_MAIL_PATH}/${id}/html`,
    sandbox: '',
    title: 'The mail as HTML',
    width: '100%',
    height: 480,
  };
  const frame = html === null ? '' : `<iframe${attributes(about)}></iframe>`;
  const back = `<p>${textElement('a', 'All mails', { href: DEV_MAIL_PATH })}</p>`;
  return {
    status: 200,
    title: subject === '' ? '(no subject)' : subject,
    body: `${headHtml(mail)}${text === null ? '' : textHtml(text)}${frame}${back}`,
    hasFrames: html !== null,
  };
}

const HTML_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The HTML of a mail as its author wrote it: without scripts, forms, or anything from elsewhere, which would tell that it was read. */
export function mailHtml(html: string): Response {
  return new Response(html, { headers: HTML_HEADERS });
}
