import { mailSecret } from '../../nodes/mail/mail-secret.ts';
import { providerRequest } from '../../nodes/mail/providers.ts';
import type { Egress } from '../../security/egress/types.ts';
import type { SendMail } from '../deliver-mail.ts';
import { MailRefused } from '../mail.errors.ts';

/** The account at a provider, as `action.send_email` has it too. Empty: none. */
type ProviderAccount = {
  readonly provider: string;
  readonly api_key: string;
  /** Mailgun's. */
  readonly domain: string;
  readonly region: string;
};

/** Milliseconds for one request to the provider. */
const PATIENCE = 20_000;

/** Sends mails through a provider's HTTP API, by the guarded way out. */
export function sendByProvider(egress: Egress, account: ProviderAccount): SendMail {
  const secret = mailSecret({ type: 'mail', data: account, allowedHosts: [] });
  return async (mail, key) => {
    const request = await providerRequest(mail, secret, key);
    const { status } = await egress(
      { ...request, method: 'POST', followRedirects: false, timeoutMs: PATIENCE },
      AbortSignal.timeout(PATIENCE),
    );
    if (status < 200 || status > 299) throw new MailRefused(secret.provider, status);
  };
}
