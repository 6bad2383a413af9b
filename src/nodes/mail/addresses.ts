import type { MailAddress } from '../../shared/mail.ts';
import { wrongValue } from '../values/wrong-value.ts';

/** An address without quotes by RFC 5321, whose host has a dot. */
const EMAIL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?=.{3,253}$)[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u;
const NAMED = /^(.*)<([^<>]*)>$/s;
const QUOTED = /^"((?:[^"\\]|\\.)*)"$/s;
/** Control characters, by which a header would end and another begin. */
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

/** The texts between commas, but for commas within quotes. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') isQuoted = !isQuoted;
    else if (character === '\\' && isQuoted) at += 1;
    else if (character === ',' && !isQuoted) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

/**
 * Addresses as people write them: `ada@example.com`, `Ada <ada@example.com>`, several with commas between them, or a list.
 * Throws `NodeError` `email.bad_address` or `email.line_break`.
 */
export function readAddresses(value: string | readonly string[], field: string): MailAddress[] {
  const texts = typeof value === 'string' ? [value] : value;
  return texts.flatMap((text) => {
    const parts = partsOf(headerText(text, field));
    return parts.filter((part) => part.trim() !== '').map((part) => readAddress(part.trim(), field));
  });
}

/** The address as it stands in a header (RFC 5322). */
export function writeAddress({ email, name }: MailAddress): string {
  return name === undefined ? email : `"${name.replaceAll(/["\\]/g, '\\$&')}" <${email}>`;
}
