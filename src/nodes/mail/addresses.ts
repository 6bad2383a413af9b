import type { MailAddress } from '../../shared/mail.ts';
import { wrongValue } from '../values/wrong-value.ts';

/** An address without quotes by RFC 5321, whose host has a dot. */
const EMAIL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?=.{3,253}$)[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u;
const NAMED = /^(.*)<([^<>]*)>$/s;
const QUOTED = /^"((?:[^"\\]|\\.)*)"$/s;
/** Commas between addresses, not those within quotes. */
const PARTS = /(?:"(?:[^"\\]|\\.)*"|[^,"])+/g;

/** Control characters, which could end a header and begin another one. */
const CONTROL = /\p{Cc}/u;

/** Checks a text for a header. Throws `NodeError` `email.line_break` for one with a control character. */
export function headerText(text: string, field: string): string {
  if (CONTROL.test(text)) {
    throw wrongValue('email.line_break', field, { expected: 'a text without line breaks', got: text });
  }
  return text;
}

function readAddress(text: string, field: string): MailAddress {
  const [, before = '', inner] = NAMED.exec(text) ?? [];
  const email = (inner ?? text).trim();
  const shown = before.trim();
  const quoted = QUOTED.exec(shown)?.[1]?.replaceAll(/\\(.)/gs, '$1');
  const isName = quoted !== undefined || !/[<>"]/.test(shown);
  if (!isName || !EMAIL.test(email)) {
    throw wrongValue('email.bad_address', field, { expected: 'an e-mail address', got: text });
  }
  const name = quoted ?? shown;
  return name === '' ? { email } : { email, name };
}

/**
 * Addresses as people write them: `ada@example.com`, `Ada <ada@example.com>`, several with commas between them, or a list.
 * Throws `NodeError` `email.bad_address` or `email.line_break`.
 */
export function readAddresses(value: string | readonly string[], field: string): MailAddress[] {
  const texts = typeof value === 'string' ? [value] : value;
  return texts.flatMap((text) => {
    const parts = headerText(text, field).match(PARTS) ?? [];
    return parts.filter((part) => part.trim() !== '').map((part) => readAddress(part.trim(), field));
  });
}

/** The address as it stands in a header (RFC 5322). */
export function writeAddress({ email, name }: MailAddress): string {
  return name === undefined ? email : `"${name.replaceAll(/["\\]/g, '\\$&')}" <${email}>`;
}
