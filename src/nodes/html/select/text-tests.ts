import { attributeOf } from './attribute-of.ts';
import { type Marks, noMarks, type Range } from './marks.ts';

/** How many characters one step of the allowance compares. */
const COMPARED_PER_STEP = 64;

/**
 * The elements with the wanted text in them. `text` is that of the document. Texts of elements begin in the order of the
 * elements, so the search goes through the document once. A search may compare the whole wanted text at each character.
 */
export function containing(range: Range, text: string, wanted: string): Marks {
  const marks = noMarks(range);
  range.work.spend((text.length / COMPARED_PER_STEP) * Math.max(1, wanted.length));
  const { textStarts, textEnds } = range.tree;
  let found = text.indexOf(wanted, textStarts[range.from] ?? 0);
  for (let place = 0; place < range.size && found !== -1; place++) {
    const start = textStarts[range.from + place] ?? 0;
    if (found < start) found = text.indexOf(wanted, start);
    if (found !== -1 && found + wanted.length <= (textEnds[range.from + place] ?? 0)) marks[place] = 1;
  }
  return marks;
}

/** The elements whose language, their own or that of the next element around them that says one, is one of a list. */
export function ofLanguage(range: Range, list: string): Marks {
  const languages = list.split(',').map((language) =>
    language
      .trim()
      .replace(/^['"]|['"]$/g, '')
      .toLowerCase(),
  );
  const marks = noMarks(range);
  for (let place = 0; place < range.size; place++) {
    const said = languageOf(range, place);
    const around = (range.tree.parents[range.from + place] ?? -1) - range.from;
    const isOne = said === undefined ? marks[around] === 1 : languages.some((language) => isLanguage(said, language));
    marks[place] = isOne ? 1 : 0;
  }
  return marks;
}

function languageOf({ tree, from, work }: Range, place: number): string | undefined {
  const element = tree.elements[from + place];
  const said = attributeOf(element, 'xml:lang') ?? attributeOf(element, 'lang');
  if (said !== undefined) work.spend(1 + said.length / COMPARED_PER_STEP);
  return said?.toLowerCase();
}

function isLanguage(said: string, language: string): boolean {
  return said === language || (language !== '' && said.startsWith(`${language}-`));
}
