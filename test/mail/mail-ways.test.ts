import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { chooseWay } from '../../src/mail/choose-way.ts';
import { MailRefused } from '../../src/mail/mail.errors.ts';
import { parseSettings } from '../../src/settings.ts';
import type { OutgoingRequest } from '../../src/shared/http-exchange.ts';
import type { Mail } from '../../src/shared/mail.ts';

const MAIL: Mail = {
  from: { email: 'no-reply@example.com', name: 'LinkFlow' },
  to: [{ email: 'ada@example.com' }],
  cc: [],
  bcc: [],
  reply_to: [],
  subject: 'Hi',
  text: 'Hello',
  html: null,
  attachments: [],
};

const SETTINGS = {
  MAIL_PROVIDER: '',
  MAIL_API_KEY: 'key',
  MAIL_DOMAIN: 'mg.example.com',
  MAIL_REGION: 'us',
  MAIL_OUTBOX: false,
  PUBLIC_URL: 'https://flows.example.com',
};

/** A way by these settings, and what it sent. */
function way(changes: Partial<typeof SETTINGS>, { status = 200, bound = false } = {}) {
  const requests: OutgoingRequest[] = [];
  const bindingMails: unknown[] = [];
  const chosen = chooseWay(
    { ...SETTINGS, ...changes },
    {
      egress: async (request) => {
        requests.push(request);
        return { status, statusText: '', url: request.url, headers: {}, body: new Uint8Array() };
      },
      binding: bound ? { send: async (mail) => void bindingMails.push(mail) } : undefined,
      outbox: {
        mails: { keep: async () => undefined, list: async () => [], recent: async () => [], find: async () => null },
        now: Date.now,
        ids: () => '',
      },
    },
  );
  return { chosen, requests, bindingMails };
}

describe('the way of mails', () => {
  it.each([
    ['resend', 'https://api.resend.com/emails'],
    ['postmark', 'https://api.postmarkapp.com/email'],
    ['sendgrid', 'https://api.sendgrid.com/v3/mail/send'],
    ['mailgun', 'https://api.mailgun.net/v3/mg.example.com/messages'],
    ['brevo', 'https://api.brevo.com/v3/smtp/email'],
  ])('leads to %s', async (MAIL_PROVIDER, url) => {
    const { chosen, requests } = way({ MAIL_PROVIDER }, { bound: true });
    await chosen?.sendMail(MAIL, 'the id');
    expect(requests).toMatchObject([{ method: 'POST', url, followRedirects: false }]);
    expect(chosen?.isLocal).toBe(false);
  });

  it.each([
    [400, true],
    [422, true],
    [401, false],
    [429, false],
    [302, false],
    [503, false],
  ])('ends for good with %d: %s', async (status, isFinal) => {
    const { chosen } = way({ MAIL_PROVIDER: 'resend' }, { status });
    const error = await chosen?.sendMail(MAIL, 'the id').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MailRefused);
    expect(error).toMatchObject({ isFinal });
  });

  it('is Cloudflare’s binding, else the outbox, else none', async () => {
    const { chosen, bindingMails } = way({ MAIL_OUTBOX: true }, { bound: true });
    await chosen?.sendMail(MAIL, 'the id');
    expect(bindingMails).toEqual([
      {
        from: { email: 'no-reply@example.com', name: 'LinkFlow' },
        to: ['ada@example.com'],
        subject: 'Hi',
        text: 'Hello',
      },
    ]);
    expect(way({ MAIL_OUTBOX: true }).chosen?.isLocal).toBe(true);
    expect(way({}).chosen).toBeNull();
  });

  it('is none where the server does not know its own address, which links need', () => {
    expect(way({ PUBLIC_URL: '' }, { bound: true }).chosen).toBeNull();
  });
});

describe('the settings of mail', () => {
  it('name all that a provider needs', () => {
    expect(() => parseSettings({ ...env, PUBLIC_URL: '', MAIL_PROVIDER: 'mailgun' })).toThrow(
      /MAIL_API_KEY[\s\S]*MAIL_FROM[\s\S]*MAIL_DOMAIN[\s\S]*PUBLIC_URL/,
    );
    const whole = {
      MAIL_PROVIDER: 'resend',
      MAIL_API_KEY: 'key',
      MAIL_FROM: 'no-reply@example.com',
      PUBLIC_URL: 'https://flows.example.com',
    };
    expect(parseSettings({ ...env, ...whole })).toMatchObject({ MAIL_PROVIDER: 'resend', MAIL_REGION: 'us' });
  });
});
