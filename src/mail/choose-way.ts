import type { KeepMailDeps } from '../mail-outbox/keep-mail.ts';
import type { Egress } from '../security/egress/types.ts';
import type { SendMail } from './deliver-mail.ts';
import { keepInOutbox } from './ways/keep-in-outbox.ts';
import { type MailBinding, sendByBinding } from './ways/send-by-binding.ts';
import { sendByProvider } from './ways/send-by-provider.ts';

/** The variables that say how mails are sent. */
export type MailSettings = {
  readonly MAIL_PROVIDER: string;
  readonly MAIL_API_KEY: string;
  readonly MAIL_DOMAIN: string;
  readonly MAIL_REGION: string;
  readonly MAIL_OUTBOX: boolean;
  readonly PUBLIC_URL: string;
};

type Ways = {
  readonly binding: MailBinding | undefined;
  readonly egress: Egress;
  readonly outbox: KeepMailDeps;
};

/** How mails leave. `isLocal`: they do not, but are kept to be read at `/dev/mail`. */
export type MailWay = { readonly sendMail: SendMail; readonly isLocal: boolean };

/**
 * A provider that is named, else Cloudflare's binding, else the outbox; `null`: mails can't be sent. A link in a mail needs
 * the whole address, which is never taken from a request: whoever sends one chooses its Host header.
 */
export function chooseWay(settings: MailSettings, { binding, egress, outbox }: Ways): MailWay | null {
  const { MAIL_PROVIDER, MAIL_API_KEY, MAIL_DOMAIN, MAIL_REGION, PUBLIC_URL } = settings;
  if (PUBLIC_URL !== '' && MAIL_PROVIDER !== '') {
    const account = { provider: MAIL_PROVIDER, api_key: MAIL_API_KEY, domain: MAIL_DOMAIN, region: MAIL_REGION };
    return { sendMail: sendByProvider(egress, account), isLocal: false };
  }
  if (PUBLIC_URL !== '' && binding !== undefined) return { sendMail: sendByBinding(binding), isLocal: false };
  return settings.MAIL_OUTBOX ? { sendMail: keepInOutbox(outbox), isLocal: true } : null;
}
