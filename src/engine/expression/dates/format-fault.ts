import { type FormatPart, formatParts, hasOpenQuote } from './format-parts.ts';
import { type FormatUse, isToken, isWrittenOnly, tokenMeant } from './format-tokens.ts';

/** A part that was meant otherwise: what is wrong with it, and what would be right. */
type Wrong = { readonly wrong: string; readonly right: string };

/** What came of the formats that were asked for last: a run asks for the same one for each of its items. */
const JUDGED: { readonly [use in FormatUse]: Map<string, string | null> } = {
  write: new Map(),
  read: new Map(),
  duration: new Map(),
};
const MOST_JUDGED = 200;
const LONGEST_JUDGED = 100;

/** Longer ones show only their beginning in a message. */
const SHOWN = 100;

/** What the tokens of a format name, in the letters of Luxon. */
type Facts = { readonly letters: ReadonlySet<string> };

const DATE = ['y', 'k', 'M', 'L', 'd'] as const;
const TIME = ['H', 'h', 'm', 's'] as const;

/**
 * What is wrong with a format of Luxon, in words, with the format that was perhaps meant; `null` if nothing is. Letters that are
 * no token would be written as they are, and so would a whole date in the midst of another.
 */
export function formatFault(format: string, use: FormatUse): string | null {
  if (format.length > LONGEST_JUDGED) return judge(format, use);
  const judged = JUDGED[use];
  const known = judged.get(format);
  if (known !== undefined) return known;
  const fault = judge(format, use);
  if (judged.size === MOST_JUDGED) judged.clear();
  judged.set(format, fault);
  return fault;
}

function judge(format: string, use: FormatUse): string | null {
  if (hasOpenQuote(format)) return `the format ${shown(format)} has a quotation mark that is not closed`;
  const found = firstWrong(format, use);
  if (found === null) return null;
  const { wrong, right } = found;
  const isSound = right !== format && firstWrong(right, use) === null;
  return `the format ${shown(format)} has ${wrong}${isSound ? `: did you mean ${shown(right)}?` : ''}`;
}

/** The first wrong part, and the whole format put right. */
function firstWrong(format: string, use: FormatUse): Wrong | null {
  const parts = formatParts(format);
  const facts = factsOf(parts, use);
  const found = parts.map((part, place) => (part.token ? wrongAt(parts, place, { facts, use }) : null));
  const first = found.find((wrong) => wrong !== null) ?? null;
  return first && { wrong: first.wrong, right: withWordsQuoted(parts, found) };
}

function shown(format: string): string {
  return JSON.stringify(format.length > SHOWN ? `${format.slice(0, SHOWN - 1)}…` : format);
}

/** Tokens that are unknown count for what they were meant to be. */
function factsOf(parts: readonly FormatPart[], use: FormatUse): Facts {
  const tokens = parts.flatMap(({ text, token }) =>
    token ? [isToken(text, use) ? text : (tokenMeant(text, use) ?? '')] : [],
  );
  return { letters: new Set(tokens.map((token) => token.charAt(0))) };
}

function namesAny({ letters }: Facts, names: readonly string[]): boolean {
  return names.some((name) => letters.has(name));
}

type Context = { readonly facts: Facts; readonly use: FormatUse };

function wrongAt(parts: readonly FormatPart[], place: number, { facts, use }: Context): Wrong | null {
  const run = parts[place]?.text ?? '';
  if (!isToken(run, use)) return unknown(run, use);
  if (use === 'duration') return null;
  return macroAmong(run, facts) ?? minutesAsMonth(run, facts) ?? monthAsMinutes(parts, place);
}

function unknown(run: string, use: FormatUse): Wrong {
  if (use === 'read' && isWrittenOnly(run)) {
    return { wrong: `"${run}", which can be written but not read`, right: run };
  }
  return { wrong: `"${run}", which is no token of Luxon`, right: tokenMeant(run, use) ?? `'${run}'` };
}

/** `D` is a whole date, `T` a whole time, `f` and `F` are both: beside other tokens they were meant as something else. */
function macroAmong(run: string, facts: Facts): Wrong | null {
  const letter = run.charAt(0);
  const wrong = `"${run}", which is ${letter === 'D' ? 'a whole date' : 'a whole time'} and not a part of one`;
  if (letter === 'D') return namesAny(facts, DATE) ? { wrong, right: tokenMeant(run, 'write') ?? run } : null;
  if (letter === 't' || letter === 'T') return namesAny(facts, TIME) ? { wrong, right: `'${run}'` } : null;
  if (letter !== 'f' && letter !== 'F') return null;
  return namesAny(facts, [...DATE, ...TIME]) ? { wrong, right: `'${run}'` } : null;
}

/** `mm` in a date that has no month and no hour. */
function minutesAsMonth(run: string, facts: Facts): Wrong | null {
  if (run !== 'm' && run !== 'mm') return null;
  const isDate = namesAny(facts, ['y', 'd', 'D']) && !namesAny(facts, ['M', 'L', 'H', 'h', 's', 't', 'T', 'f', 'F']);
  return isDate ? { wrong: `"${run}", which is the minute`, right: run.toUpperCase() } : null;
}

/** `MM` after an hour and a colon, or before a colon and seconds. */
function monthAsMinutes(parts: readonly FormatPart[], place: number): Wrong | null {
  const run = parts[place]?.text ?? '';
  if (run !== 'M' && run !== 'MM') return null;
  const afterHour = parts[place - 1]?.text === ':' && /^[Hh]/.test(parts[place - 2]?.text ?? '');
  const beforeSecond = parts[place + 1]?.text === ':' && /^[sS]/.test(parts[place + 2]?.text ?? '');
  return afterHour || beforeSecond ? { wrong: `"${run}", which is the month`, right: run.toLowerCase() } : null;
}

/** The format put right. A word that holds a letter without a meaning is quoted as a whole: `Uhr`, and not only its `U`. */
function withWordsQuoted(parts: readonly FormatPart[], found: readonly (Wrong | null)[]): string {
  const words: { text: string; right: string; quoted: boolean }[] = [];
  let inWord = false;
  for (const [place, { text, token }] of parts.entries()) {
    const right = found[place]?.right ?? text;
    const quoted = right === `'${text}'` && text !== 'T';
    const last = inWord && token ? words.pop() : undefined;
    words.push({
      text: `${last?.text ?? ''}${text}`,
      right: `${last?.right ?? ''}${right}`,
      quoted: quoted || last?.quoted === true,
    });
    inWord = token;
  }
  return words.map(({ text, right, quoted }) => (quoted ? `'${text}'` : right)).join('');
}
