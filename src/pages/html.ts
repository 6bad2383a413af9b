import { escapeUTF8 } from 'entities';
import { unturned } from './visible-text.ts';

/** A piece of HTML in which everything is escaped that came from outside. */
export type Html = string;

type AttributeValue = string | number | boolean | null | undefined;

/** Attributes with a space before each. `true`: only the name; `false` and nothing: none. */
export function attributes(values: { readonly [name: string]: AttributeValue }): Html {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null && value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escapeUTF8(String(value))}"`))
    .join('');
}

/** An element with a text in it; nothing for an empty text. */
export function textElement(tag: string, text: string, values: { readonly [name: string]: AttributeValue } = {}): Html {
  return text === '' ? '' : `<${tag}${attributes(values)}>${escapeUTF8(unturned(text))}</${tag}>`;
}

/** A paragraph of this class; nothing for an empty text. */
export function paragraph(text: string, className: string): Html {
  return textElement('p', text, { class: className });
}

/** The moment for people, in UTC: the page does not know their time zone. */
export function inWords(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
