import { cutText } from './cut-text.ts';

/** How much of what came in a message shows, in UTF-16 units. */
const SHOWN = 100;

/**
 * A text that came from a server, for a message: whole or not at all, for a part of a secret that it sent back would not be
 * recognised and masked. Plain names have no quotation marks.
 */
export function shownWhole(text: string): string {
  if (text.length > SHOWN) return 'that is too long to be shown';
  return /^[\w.:+/-]+$/.test(text) ? text : JSON.stringify(text);
}

/** A text in quotation marks for a message, with its control characters escaped, and cut if it is long. */
export function quoteText(text: string): string {
  return JSON.stringify(text.length > SHOWN ? `${cutText(text, SHOWN - 1)}…` : text);
}
