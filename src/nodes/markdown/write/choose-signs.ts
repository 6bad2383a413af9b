import type { ToMarkdownConfig } from '../config.ts';
import { outerFlank } from './flanks.ts';
import type { Token } from './pieces.ts';

/** How a line is written: its signs, and what stands for a break. */
export type LineStyle = Pick<ToMarkdownConfig, 'emphasis' | 'strong'> & { readonly lineBreak: string };

/** The sign of each token that opens or closes a wrap, by its place; a link has none. */
export type Signs = ReadonlyMap<number, string>;

const KINDS = { em: ['_', '*'], strong: ['__', '**'] } as const;

type Choosing = {
  readonly tokens: readonly Token[];
  readonly style: LineStyle;
  /** For each token that opens a wrap, the place of the one that closes it. */
  readonly closes: ReadonlyMap<number, number>;
  readonly signs: Map<number, string>;
};

/** Chooses the signs of a line. */
export function chooseSigns(tokens: readonly Token[], style: LineStyle): Signs {
  const choosing: Choosing = { tokens, style, closes: closesOf(tokens), signs: new Map() };
  for (const [place, token] of tokens.entries()) {
    if (token.type !== 'open' || token.wrap.kind === 'link') continue;
    const sign = token.wrap.kind === 'del' ? '~~' : chooseSign(choosing, token.wrap.kind, place);
    choosing.signs.set(place, sign);
    choosing.signs.set(choosing.closes.get(place) ?? place, sign);
  }
  return choosing.signs;
}

function closesOf(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const closes = new Map<number, number>();
  const open: number[] = [];
  for (const [place, token] of tokens.entries()) {
    if (token.type === 'open') open.push(place);
    if (token.type === 'close') closes.set(open.pop() ?? place, place);
  }
  return closes;
}

/**
 * The sign that was asked for, unless it would be taken for a part of one of its like beside it. Beside letters, underscores are
 * no signs: then stars are better.
 */
function chooseSign({ tokens, style, closes, signs }: Choosing, kind: 'em' | 'strong', place: number): string {
  const end = closes.get(place) ?? place;
  const beside = [signs.get(place - 1), signs.get(end + 1)].map((sign) => sign?.charAt(0));
  const isFree = (sign: string): boolean => !beside.includes(sign.charAt(0));
  const [underscores, stars] = KINDS[kind];
  const wanted = kind === 'em' ? style.emphasis : style.strong;
  const outer = [
    outerFlank(tokens[place - 1], 'last', style.lineBreak),
    outerFlank(tokens[end + 1], 'first', style.lineBreak),
  ];
  if (isFree(stars) && outer.includes('letter')) return stars;
  return [wanted, underscores, stars].find(isFree) ?? wanted;
}
