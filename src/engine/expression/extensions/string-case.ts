import anyAscii from 'any-ascii';
import { titleCase } from 'title-case';
import { chargeCopy, type MethodTable } from '../methods/method-table.ts';
import { produce, type Run } from '../run.ts';

const LETTER = /\p{L}/u;
const SENTENCE_END = /[.!?]/;
const NOT_IN_SNAKE_CASE = /[\p{Po}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Pd}\p{Sc}\p{Sm}\p{Sk}]/gu;

/** The first letter of each sentence large, all others small. */
function toSentenceCase(run: Run, text: string): string {
  chargeCopy(run, text);
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

function toTitleCase(run: Run, text: string): string {
  chargeCopy(run, text);
  return titleCase(text);
}

/** The nearest ASCII characters. Characters without one are dropped. */
function replaceSpecialChars(run: Run, text: string): string {
  chargeCopy(run, text);
  const ascii = anyAscii(text);
  produce(run, ascii.length);
  return ascii;
}

/** Methods that change the letters of a text. */
export const STRING_CASE: MethodTable<string> = { toSentenceCase, toSnakeCase, toTitleCase, replaceSpecialChars };
