import { cutText } from './cut-text.ts';

/** How much of what came in a message shows, in UTF-16 units. */
const SHOWN = 100;

/** A name for a message as it is, or in quotation marks if it holds anything but letters, digits and a few marks. */
export function shownName(name: string): string {
  return /^[\w.:+/-]{1,100}$/.test(name) ? name : quoteText(name);
}

/** A text in quotation marks for a message, with its control characters escaped, and cut if it is long. */
export function quoteText(text: string): string {
  return JSON.stringify(text.length > SHOWN ? `${cutText(text, SHOWN - 1)}…` : text);
}
