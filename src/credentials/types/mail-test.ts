import { encodeTextBase64 } from '../../nodes/values/base64.ts';
import { mailHost } from '../../shared/mail-hosts.ts';
import type { FixedTest } from './credential-type.ts';

/** The data of a credential of type `mail`, as far as a test needs them. */
export type MailData = {
  readonly provider: 'resend' | 'postmark' | 'sendgrid' | 'mailgun' | 'brevo';
  readonly api_key: string;
  readonly domain?: string;
  readonly region?: 'us' | 'eu';
};

/** A request that shows the key's own account or rights, and sends no mail. */
export function mailTest({ provider, api_key: key, domain = '', region }: MailData): FixedTest {
  const host = `https://${mailHost(provider, region)}`;
  const bearer = { authorization: `Bearer ${key}` };
  switch (provider) {
    case 'resend':
      return { url: `${host}/domains`, headers: bearer, credential: null };
    case 'postmark':
      return { url: `${host}/server`, headers: { 'x-postmark-server-token': key }, credential: null };
    case 'sendgrid':
      return { url: `${host}/v3/scopes`, headers: bearer, credential: null };
    case 'mailgun': {
      const authorization = `Basic ${encodeTextBase64(`api:${key}`)}`;
      const url = `${host}/v3/domains/${encodeURIComponent(domain)}`;
      return { url, headers: { authorization }, credential: null };
    }
    case 'brevo':
      return { url: `${host}/v3/account`, headers: { 'api-key': key }, credential: null };
  }
}
