import anyAscii from 'any-ascii';
import { titleCase } from 'title-case';
import { chargeCopy, type MethodTable } from '../methods/method-table.ts';
import { burden, produce, type Run, spend } from '../run.ts';

const LETTER = /\p{L}/u;
const SENTENCE_END = /[.!?]/;
const NOT_IN_SNAKE_CASE = /[\p{Po}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Pd}\p{Sc}\p{Sm}\p{Sk}]/gu;

/** The first letter of each sentence large, all others small. */
function toSentenceCase(run: Run, text: string): string {
  chargeCopy(run, text);
  burden(run, text.length);
  let atStart = true;
  let result = '';
  for (const character of text) {
    const letter = LETTER.test(character);
    result += letter && atStart ? character.toLocaleUpperCase() : character.toLocaleLowerCase();
    atStart = letter ? false : atStart || SENTENCE_END.test(character);
  }
  return result;
}

function toSnakeCase(run: Run, text: string): string {
  chargeCopy(run, text);
  return text.toLocaleLowerCase().replace(/[ -]/g, '_').replace(NOT_IN_SNAKE_CASE, '');
}

/** Texts without a blank, longer than words are. */
const LONG_TOKEN = /\S{500,}/g;

/** The library copies such a text for each word in it that it changes. */
function longTokenSteps(text: string): number {
  let steps = 0;
  for (const [token] of text.matchAll(LONG_TOKEN)) steps += Math.floor(token.length ** 2 / 1024);
  return steps;
}

function toTitleCase(run: Run, text: string): string {
  chargeCopy(run, text);
  burden(run, text.length);
  spend(run, longTokenSteps(text));
  return titleCase(text);
}

/** The nearest ASCII characters. Characters without one are dropped. */
function replaceSpecialChars(run: Run, text: string): string {
  chargeCopy(run, text);
  burden(run, text.length);
  const ascii = anyAscii(text);
  produce(run, ascii.length);
  return ascii;
}

/** Methods that change the letters of a text. */
export const STRING_CASE: MethodTable<string> = { toSentenceCase, toSnakeCase, toTitleCase, replaceSpecialChars };
