import { MatcherInput } from 're2js';
import { indexOfText } from './find-text.ts';

/** How many steps are taken before they are paid for. */
const BATCH = 8;

/** How a text is paid for: what a look at a character costs, and who takes the steps. */
export type ReadingPrice = { readonly stepsPerCharacter: number; readonly pay: (steps: number) => void };

/**
 * A text for RE2 that pays for each character read. A single search of RE2 is linear, but a search for all matches may read
 * the rest of the text again for each match, so only counting shows what it costs. RE2 accepts any object that claims to be a
 * text.
 */
export function meteredInput(text: string, price: ReadingPrice): ReturnType<typeof MatcherInput.utf16> {
  let unpaid = 0;
  const read = (characters: number): void => {
    unpaid += characters * price.stepsPerCharacter;
    if (unpaid < BATCH) return;
    price.pay(Math.ceil(unpaid));
    unpaid = 0;
  };
  return MatcherInput.utf16({
    length: text.length,
    charCodeAt: (index: number): number => {
      read(1);
      return text.charCodeAt(index);
    },
    indexOf: (part: string, from: number): number => {
      const found = indexOfText(text, part, from);
      read(((found === -1 ? text.length : found) - from) >>> 6);
      return found;
    },
    substring: (start: number, end: number): string => text.substring(start, end),
    toString: (): string => text,
    [Symbol.toStringTag]: 'String',
  });
}
