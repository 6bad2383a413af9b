import { MatcherInput } from 're2js';
import { indexOfText } from '../../text/find-text.ts';
import { burden, type Run, spend } from '../run.ts';

/** How many characters are read before they are paid for. */
const BATCH = 512;

/** What each of these steps costs the node run beside itself: RE2 takes longer for one than the rest of an expression. */
const STEPS_OF_RUN = 7;

/**
 * A text for RE2 that pays for each character read. A single search of RE2 is linear, but a search for all matches may read
 * the rest of the text again for each match, so only counting shows what it costs. RE2 accepts any object that claims to be a
 * text.
 */
export function meteredInput(run: Run, text: string, stepsPerCharacter: number): ReturnType<typeof MatcherInput.utf16> {
  let unpaid = 0;
  const pay = (characters: number): void => {
    unpaid += characters;
    if (unpaid < BATCH) return;
    const steps = Math.ceil(unpaid * stepsPerCharacter);
    spend(run, steps);
    burden(run, STEPS_OF_RUN * steps);
    unpaid = 0;
  };
  return MatcherInput.utf16({
    length: text.length,
    charCodeAt: (index: number): number => {
      pay(1);
      return text.charCodeAt(index);
    },
    indexOf: (part: string, from: number): number => {
      const found = indexOfText(text, part, from);
      pay(((found === -1 ? text.length : found) - from) >>> 6);
      return found;
    },
    substring: (start: number, end: number): string => text.substring(start, end),
    toString: (): string => text,
    [Symbol.toStringTag]: 'String',
  });
}
