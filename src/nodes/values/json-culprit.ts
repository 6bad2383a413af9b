import type { TextPiece } from '../../engine/expression/text-pieces.ts';

/** The expression whose value broke a JSON text, and what is wrong with that value there. */
export type JsonCulprit = { readonly source: string; readonly wrong: string };

type Found = JsonCulprit | null;
type Place = { readonly quoted: boolean; readonly escaped: boolean };

const START: Place = { quoted: false, escaped: false };

/** What stands for a value in its place: within quotation marks nothing, elsewhere a text, which may also be a key. */
const NEUTRAL = '""';

/**
 * The first expression that broke a text that is no JSON; `null` if what stands around the expressions is no JSON itself. A value
 * within quotation marks comes first, since one that stands alone may bring a part of an object on purpose.
 */
export function jsonCulprit(pieces: readonly TextPiece[]): JsonCulprit | null {
  let place = START;
  let template = '';
  let within: Found = null;
  let alone: Found = null;
  for (const piece of pieces) {
    if (piece.type === 'text') {
      place = placeAfter(piece.text, place);
      template += piece.text;
    } else if (place.quoted) {
      within ??= brokenWithin(piece);
    } else {
      alone ??= brokenAlone(piece);
      template += NEUTRAL;
    }
  }
  return isJson(template) ? (within ?? alone) : null;
}

function placeAfter(text: string, before: Place): Place {
  let { quoted, escaped } = before;
  for (const character of text) {
    if (escaped) escaped = false;
    else if (character === '\\') escaped = quoted;
    else if (character === '"') quoted = !quoted;
  }
  return { quoted, escaped };
}

function brokenWithin({ source, text }: Extract<TextPiece, { type: 'expression' }>): Found {
  return isJson(`"${text}"`) ? null : { source, wrong: `holds ${breakerIn(text)}` };
}

function breakerIn(text: string): string {
  const [breaker = ''] = /["\\\p{Cc}]/u.exec(text) ?? [];
  if (breaker === '"') return 'a quotation mark';
  if (breaker === '\\') return 'a backslash';
  return breaker === '\n' || breaker === '\r' ? 'a line break' : 'a control character';
}

function brokenAlone({ source, text }: Extract<TextPiece, { type: 'expression' }>): Found {
  if (text.trim() === '') return { source, wrong: 'is empty' };
  return isJson(text) ? null : { source, wrong: 'is no JSON' };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
