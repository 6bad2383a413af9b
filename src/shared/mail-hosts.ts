/** The hosts that the services take mails at which send over HTTP, by region where they have several. */
const MAIL_HOSTS = {
  resend: { us: 'api.resend.com', eu: 'api.resend.com' },
  postmark: { us: 'api.postmarkapp.com', eu: 'api.postmarkapp.com' },
  sendgrid: { us: 'api.sendgrid.com', eu: 'api.eu.sendgrid.com' },
  mailgun: { us: 'api.mailgun.net', eu: 'api.eu.mailgun.net' },
  brevo: { us: 'api.brevo.com', eu: 'api.brevo.com' },
} as const;

/** A service that sends mails over HTTP. */
export type MailProvider = keyof typeof MAIL_HOSTS;

/** The host at which a service takes mails. */
export function mailHost(provider: MailProvider, region: 'us' | 'eu' = 'us'): string {
  return MAIL_HOSTS[provider][region];
}
