import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { sendEmailAction } from '../../../src/nodes/actions/send-email.ts';
import type { OutgoingRequest } from '../../../src/shared/http-exchange.ts';
import type { Mail } from '../../../src/shared/mail.ts';
import { type FakeRun, jsonOf } from '../../support/node-run.ts';
import { sentText } from '../../support/sent-body.ts';

const FILE = { data: btoa('hello'), mime_type: 'text/plain', file_name: 'note.txt' };
const CONFIG = {
  from: 'Shop <shop@example.com>',
  to: 'ada@example.com, "Lovelace, B." <b@example.com>',
  cc: ['c@example.com'],
  bcc: 'd@example.com',
  reply_to: 'r@example.com',
  subject: 'Grüße',
  text: 'Hi',
  html: '<b>Hi</b>',
  attachments: ['file'],
};

/** Sends the mail of one item, and returns the request to the provider. */
async function send(data: JsonObject, more: FakeRun = {}) {
  const sent: OutgoingRequest[] = [];
  const items = await jsonOf(sendEmailAction, {
    inputs: { main: [{ json: {}, binary: { file: FILE } }] },
    config: CONFIG,
    credential: { type: 'mail', data, allowedHosts: [] },
    respond: (request) => {
      sent.push(request);
      const body = new TextEncoder().encode('{"id":"m1","MessageID":"m2"}');
      return { status: 200, statusText: '', url: request.url, headers: {}, body };
    },
    ...more,
  });
  const [request] = sent;
  if (request === undefined) throw new Error('nothing was sent');
  return { items, request, body: sentText(request.body) };
}

describe('action.send_email', () => {
  test('sends through Resend, with a key that is the same for each attempt', async () => {
    const { items, request, body } = await send({ provider: 'resend', api_key: 'k' });
    expect(items).toEqual([{ sent: true, provider: 'resend', message_id: 'm1' }]);
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://api.resend.com/emails',
      followRedirects: false,
      headers: { authorization: 'Bearer k', 'idempotency-key': 'key-0' },
      secretHeaders: ['authorization'],
    });
    expect(JSON.parse(body)).toEqual({
      from: '"Shop" <shop@example.com>',
      to: ['ada@example.com', '"Lovelace, B." <b@example.com>'],
      cc: ['c@example.com'],
      bcc: ['d@example.com'],
      reply_to: ['r@example.com'],
      subject: 'Grüße',
      text: 'Hi',
      html: '<b>Hi</b>',
      attachments: [{ filename: 'note.txt', content_type: 'text/plain', content: FILE.data }],
    });
  });

  test('sends through Postmark', async () => {
    const { request, body } = await send({ provider: 'postmark', api_key: 'k', message_stream: 'news' });
    expect(request).toMatchObject({
      url: 'https://api.postmarkapp.com/email',
      headers: { 'x-postmark-server-token': 'k' },
      secretHeaders: ['x-postmark-server-token'],
    });
    expect(JSON.parse(body)).toMatchObject({
      To: 'ada@example.com, "Lovelace, B." <b@example.com>',
      Cc: 'c@example.com',
      ReplyTo: 'r@example.com',
      MessageStream: 'news',
      HtmlBody: '<b>Hi</b>',
      TextBody: 'Hi',
      Attachments: [{ Name: 'note.txt', ContentType: 'text/plain', Content: FILE.data }],
    });
  });

  test('sends through SendGrid, in Europe too', async () => {
    const { request, body } = await send({ provider: 'sendgrid', api_key: 'k', region: 'eu' });
    expect(request.url).toBe('https://api.eu.sendgrid.com/v3/mail/send');
    expect(JSON.parse(body)).toMatchObject({
      personalizations: [{ to: [{ email: 'ada@example.com' }, { email: 'b@example.com', name: 'Lovelace, B.' }] }],
      reply_to_list: [{ email: 'r@example.com' }],
      content: [
        { type: 'text/plain', value: 'Hi' },
        { type: 'text/html', value: '<b>Hi</b>' },
      ],
    });
  });

  test('sends through Mailgun as a form', async () => {
    const { request, body } = await send({ provider: 'mailgun', api_key: 'k', domain: 'mg.example.com' });
    expect(request).toMatchObject({
      url: 'https://api.mailgun.net/v3/mg.example.com/messages',
      headers: { authorization: `Basic ${btoa('api:k')}` },
    });
    expect(request.headers['content-type']).toContain('multipart/form-data');
    for (const part of ['name="h:Reply-To"', 'filename="note.txt"', 'hello', 'name="html"'])
      expect(body).toContain(part);
  });

  test('sends through Brevo, with a key that is the same for each attempt', async () => {
    const { request, body } = await send({ provider: 'brevo', api_key: 'k' });
    expect(request).toMatchObject({ url: 'https://api.brevo.com/v3/smtp/email', headers: { 'api-key': 'k' } });
    expect(JSON.parse(body)).toMatchObject({
      sender: { email: 'shop@example.com', name: 'Shop' },
      replyTo: { email: 'r@example.com' },
      headers: { idempotencyKey: 'key-0' },
      attachment: [{ name: 'note.txt', content: FILE.data }],
    });
  });

  test('goes to the hosts of its credential only', async () => {
    const credential = { type: 'mail', data: { provider: 'resend', api_key: 'k' }, allowedHosts: ['api.resend.com'] };
    expect((await send({}, { credential })).request.allowedHosts).toEqual(['api.resend.com']);
  });

  test('fails as the provider does, and says how long to wait', async () => {
    const headers = { 'retry-after': '3' };
    const respond = () => ({ status: 429, statusText: '', url: '', headers, body: new Uint8Array() });
    await expect(send({ provider: 'resend', api_key: 'k' }, { respond })).rejects.toMatchObject({
      code: 'http.rate_limited',
      retryable: true,
      retryAfterMs: 3000,
      item: 0,
    });
  });

  test.each([
    [{ type: 'bearer', data: { token: 'k' } }, 'email.credential_invalid'],
    [{ type: 'mail', data: { provider: 'mailgun', api_key: 'k' } }, 'email.credential_invalid'],
  ])('refuses the credential %j', async (credential, code) => {
    await expect(send({}, { credential: { ...credential, allowedHosts: [] } })).rejects.toMatchObject({ code });
  });

  test.each<[string, JsonObject, string, string]>([
    [
      'a subject that goes on in another header',
      { subject: 'Hi\r\nBcc: x@example.com' },
      'email.line_break',
      'subject: ',
    ],
    ['an address that does', { to: 'a@example.com\nBcc: x@example.com' }, 'email.line_break', 'to: '],
    ['a name that does', { from: '"A\r\nX: y" <a@example.com>' }, 'email.line_break', 'from: '],
    ['no recipient', { to: ' , ' }, 'email.bad_address', 'to: expected an e-mail address, got the text " , "'],
    ['what is no address', { cc: 'ada' }, 'email.bad_address', 'cc: expected an e-mail address, got the text "ada"'],
    ['an address within another', { to: '<a@example.com> <b@example.com>' }, 'email.bad_address', 'to: '],
    ['two senders', { from: 'a@example.com, b@example.com' }, 'email.bad_address', 'from: expected one e-mail address'],
    ['a mail without a text', { text: null, html: null }, 'node.config_invalid', ''],
    [
      'a file that is not there',
      { attachments: 'none' },
      'email.no_file',
      'attachments.none: expected a file, got nothing',
    ],
  ])('refuses %s', async (_what, change, code, message) => {
    const failed = send({ provider: 'resend', api_key: 'k' }, { config: { ...CONFIG, ...change } });
    await expect(failed).rejects.toMatchObject({ code, item: 0, message: expect.stringContaining(message) });
  });

  test('refuses a file whose name would begin another header', async () => {
    const binary = { file: { ...FILE, file_name: 'a\r\nX-Y: z' } };
    const inputs = { main: [{ json: {}, binary }] };
    await expect(send({ provider: 'mailgun', api_key: 'k', domain: 'a.b' }, { inputs })).rejects.toMatchObject({
      code: 'email.line_break',
    });
  });

  test('refuses several addresses for answers where the provider takes one', async () => {
    const config = { ...CONFIG, reply_to: ['a@example.com', 'b@example.com'] };
    await expect(send({ provider: 'brevo', api_key: 'k' }, { config })).rejects.toMatchObject({
      code: 'email.one_reply_to',
    });
  });

  test('without a credential leaves the mail in the local outbox, or fails where there is none', async () => {
    const kept: Mail[] = [];
    const fake = { items: [{}], config: { from: 'a@example.com', to: 'b@example.com', subject: 's', text: 't' } };
    expect(await jsonOf(sendEmailAction, { ...fake, kept })).toEqual([
      { sent: false, provider: 'outbox', message_id: null },
    ]);
    expect(kept).toMatchObject([{ from: { email: 'a@example.com' }, to: [{ email: 'b@example.com' }], html: null }]);
    await expect(jsonOf(sendEmailAction, fake)).rejects.toMatchObject({ code: 'email.no_provider', item: 0 });
  });
});
