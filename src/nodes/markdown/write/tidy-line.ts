import type { Piece, Solid, Token, Wrap } from './pieces.ts';

const BLANKS = /[\t\n\f\r ]+/g;

/** What has been read and not yet passed on. */
type Line = {
  readonly tokens: Token[];
  /** White space and breaks since the last token. */
  spaces: string;
  breaks: number;
  /** Wraps that hold nothing so far. */
  opens: Wrap[];
};

/** A text with one blank for each run of them. */
export function joinBlanks(text: string): string {
  return text.replace(BLANKS, ' ');
}

/**
 * Puts the pieces of a line in order. White space becomes what a browser shows of it, and stands outside of wraps, for a sign
 * beside a blank is none. What holds nothing is left out, and what follows on its like is joined with it.
 */
export function tidyLine(pieces: readonly Piece[]): readonly Token[] {
  const line: Line = { tokens: [], spaces: '', breaks: 0, opens: [] };
  for (const piece of pieces) take(line, piece);
  if (line.tokens.length > 0) line.tokens.push(...spaceToken(line.spaces.replace(/ $/, '')));
  return line.tokens;
}

function take(line: Line, piece: Piece): void {
  switch (piece.type) {
    case 'text':
      takeText(line, joinBlanks(piece.text));
      break;
    case 'open':
      line.opens.push(piece.wrap);
      break;
    case 'close':
      close(line, piece.wrap);
      break;
    case 'break':
      line.breaks += 1;
      break;
    case 'boundary':
      line.breaks = Math.max(1, line.breaks);
      break;
    default:
      addSolid(line, piece);
  }
}

function takeText(line: Line, text: string): void {
  const body = text.trimStart();
  addSpaces(line, text.slice(0, text.length - body.length));
  const kept = body.trimEnd();
  if (kept === '') return;
  addSolid(line, { type: 'text', text: kept });
  addSpaces(line, body.slice(kept.length));
}

function addSpaces(line: Line, spaces: string): void {
  line.spaces += line.spaces.endsWith(' ') && spaces.startsWith(' ') ? spaces.slice(1) : spaces;
}

function close(line: Line, wrap: Wrap): void {
  if (line.opens.length > 0) line.opens.pop();
  else line.tokens.push({ type: 'close', wrap });
}

function addSolid(line: Line, solid: Solid): void {
  const between = spaceBefore(line, solid);
  line.spaces = '';
  line.breaks = 0;
  const { tokens } = line;
  if (between.length === 0) joinWithLike(line);
  if (line.opens.length === 0 && joinText(tokens, between, solid)) return;
  tokens.push(...between);
  for (const wrap of line.opens) tokens.push({ type: 'open', wrap });
  line.opens = [];
  tokens.push(solid);
}

/** Adds a text to the text before it, or code to the code before it, which would be taken for other code if they touched. */
function joinText(tokens: Token[], between: readonly Token[], solid: Solid): boolean {
  const last = tokens.at(-1);
  if (solid.type === 'code' && last?.type === 'code' && between.length === 0) {
    const more = last.text.endsWith(' ') && solid.text.startsWith(' ') ? solid.text.slice(1) : solid.text;
    tokens[tokens.length - 1] = { type: 'code', text: `${last.text}${more}` };
    return true;
  }
  if (solid.type !== 'text' || last?.type !== 'text' || !between.every(isSpace)) return false;
  tokens[tokens.length - 1] = { type: 'text', text: `${last.text}${between.map(textOf).join('')}${solid.text}` };
  return true;
}

/** White space beside a break is nothing, and so are a break and white space at the beginning, or beside a tag. */
function spaceBefore({ tokens, spaces, breaks }: Line, { type }: Solid): Token[] {
  const last = tokens.at(-1)?.type;
  if (type === 'tag' || last === 'tag') return [];
  if (last === undefined) return spaceToken(spaces.replace(/^ /, ''));
  return breaks > 0 ? Array.from({ length: breaks }, () => ({ type: 'break' })) : spaceToken(spaces);
}

function spaceToken(text: string): Token[] {
  return text === '' ? [] : [{ type: 'space', text }];
}

function isSpace({ type }: Token): boolean {
  return type === 'space';
}

function textOf(token: Token): string {
  return token.type === 'space' ? token.text : '';
}

/** `<b>a</b><b>b</b>` is `<b>ab</b>`. Two links are two. */
function joinWithLike({ tokens, opens }: Line): void {
  for (let last = tokens.at(-1); opens.length > 0 && last?.type === 'close'; last = tokens.at(-1)) {
    if (last.wrap.kind === 'link' || last.wrap.kind !== opens[0]?.kind) return;
    tokens.pop();
    opens.shift();
  }
}
