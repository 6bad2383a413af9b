import { matchesWhole } from './field-pattern.ts';
import type { FieldOf } from './field-schema.ts';
import { MAX_SHORT_TEXT } from './form-limits.ts';
import type { FieldValue } from './posted.ts';

type TextField = FieldOf<'text' | 'long_text' | 'email' | 'url' | 'phone'>;

/** One `@`, something before it, and a domain with a dot in it. More than that only a mail can find out. */
const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/;
const PHONE = /^\+?[\d\s()./-]{3,40}$/;

function isEmail(text: string): boolean {
  return text.length <= 254 && EMAIL.test(text);
}

function isWebAddress(text: string): boolean {
  const url = text.length <= MAX_SHORT_TEXT ? URL.parse(text) : null;
  return url !== null && /^https?:$/.test(url.protocol);
}

function lengthFault({ label, min_length, max_length }: FieldOf<'text' | 'long_text'>, text: string): string | null {
  const { length } = text;
  if (length < min_length) return `${label} needs ${min_length.toLocaleString('en')} characters at least.`;
  if (length <= max_length) return null;
  return `${label} may have ${max_length.toLocaleString('en')} characters, and has ${length.toLocaleString('en')}.`;
}

function patternFault({ label, pattern, pattern_message }: FieldOf<'text'>, text: string): string | null {
  if (pattern === undefined || matchesWhole(text, pattern)) return null;
  return pattern_message === '' ? `${label} is not written as it should be.` : pattern_message;
}

function textFault(field: TextField, text: string): string | null {
  const { label } = field;
  switch (field.type) {
    case 'text':
      return lengthFault(field, text) ?? patternFault(field, text);
    case 'long_text':
      return lengthFault(field, text);
    case 'email':
      return isEmail(text) ? null : `${label} is no e-mail address, such as name@example.com.`;
    case 'url':
      return isWebAddress(text) ? null : `${label} is no web address, such as https://example.com.`;
    case 'phone':
      return PHONE.test(text) ? null : `${label} is no telephone number.`;
  }
}

/** The text, or what is wrong with it. Browsers send two characters for a line break. Only a long text keeps the space around it. */
export function readText(field: TextField, raw: string): FieldValue | string {
  const lines = raw.replaceAll('\r\n', '\n');
  const text = field.type === 'long_text' ? lines : lines.trim();
  return textFault(field, text) ?? { value: text };
}
