import { chooseSigns, type LineStyle, type Signs } from './choose-signs.ts';
import { codeSpan } from './code.ts';
import { characterReference, escapeSpace, escapeText, placeOfLineEscape } from './escape-text.ts';
import { lettersToRefer, type ReferredLetters } from './letters-to-refer.ts';
import type { Token } from './pieces.ts';

type Line = {
  readonly tokens: readonly Token[];
  readonly style: LineStyle;
  readonly signs: Signs;
  readonly referred: ReferredLetters;
};

/** Writes the tokens of a line as Markdown. */
export function writeLine(tokens: readonly Token[], style: LineStyle): string {
  const signs = chooseSigns(tokens, style);
  const line: Line = { tokens, style, signs, referred: lettersToRefer({ tokens, signs, style }) };
  return tokens.map((token, place) => write(line, token, place)).join('');
}

function write(line: Line, token: Token, place: number): string {
  switch (token.type) {
    case 'open':
      return token.wrap.kind === 'link' ? '[' : (line.signs.get(place) ?? '');
    case 'close':
      return token.wrap.kind === 'link' ? token.wrap.end : (line.signs.get(place) ?? '');
    case 'text':
      return writeText(line, token.text, place);
    case 'space':
      return escapeSpace(token.text);
    case 'break':
      return line.style.lineBreak;
    case 'code':
      return codeSpan(token.text);
    default:
      return token.markdown;
  }
}

function writeText({ tokens, style, referred }: Line, text: string, place: number): string {
  const first = referred.first.has(place) ? String.fromCodePoint(text.codePointAt(0) ?? 0) : '';
  const rest = text.slice(first.length);
  const last = referred.last.has(place) ? ([...rest.slice(-2)].at(-1) ?? '') : mark(rest, tokens[place + 1]);
  const body = rest.slice(0, rest.length - last.length);
  const before = tokens[place - 1];
  const isStart = before === undefined || (before.type === 'break' && style.lineBreak.endsWith('\n'));
  return [
    first === '' ? '' : characterReference(first),
    isStart ? escapeStart(body, placeOfLineEscape(text)) : escapeText(body),
    last === '!' ? '\\!' : last === '' ? '' : characterReference(last),
  ].join('');
}

/** The exclamation mark that would make an image of a link after it. */
function mark(text: string, next: Token | undefined): string {
  return next?.type === 'open' && next.wrap.kind === 'link' && text.endsWith('!') ? '!' : '';
}

/** Keeps a text from beginning a block. */
function escapeStart(text: string, place: number): string {
  if (place === -1 || place >= text.length) return escapeText(text);
  return `${text.slice(0, place)}\\${text.charAt(place)}${escapeText(text.slice(place + 1))}`;
}
