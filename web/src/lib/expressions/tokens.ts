/** A part of JavaScript as far as names of nodes are concerned. `value` of a text is what it stands for. */
export type Token = {
  readonly type: 'word' | 'text' | 'sign' | 'other';
  readonly value: string;
  readonly start: number;
  readonly end: number;
};

type Read = { readonly tokens: readonly Token[]; readonly end: number };

const SPACE = /(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*)+/y;
const WORD = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /\.?\d[\w.]*/y;
const QUOTED = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
const REGULAR = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;
const SIGN = /\.\.\.|\?\.(?!\d)|[\s\S]/y;
/** Words after which a slash begins a regular expression. */
const BEFORE_REGULAR = /^(?:return|typeof|case|in|of|delete|void|throw|new|instanceof|else|do|await|yield)$/;
const ESCAPES: { readonly [letter: string]: string } = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
};

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** What stands between the quotes, with its escapes resolved. */
function meaning(written: string): string {
  return written.replaceAll(
    /\\(?:u\{([\da-fA-F]+)\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|(\r\n|[\s\S]))/g,
    (_all, long?: string, four?: string, two?: string, letter = '') => {
      const code = long ?? four ?? two;
      if (code !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10_ff_ff));
      return letter.startsWith('\r') || letter === '\n' ? '' : (ESCAPES[letter] ?? letter);
    },
  );
}

function beginsRegular(last: Token | undefined): boolean {
  if (last === undefined) return true;
  if (last.type === 'word') return BEFORE_REGULAR.test(last.value);
  return last.type === 'sign' && !')]}'.includes(last.value);
}

/** So deep may texts in backquotes stand within one another. */
const DEEPEST = 100;

/** The token at a place that is no space and no backquote. */
function tokenAt(text: string, start: number, last: Token | undefined): Token {
  const token = (type: Token['type'], value: string, written = value): Token => ({
    type,
    value,
    start,
    end: start + written.length,
  });
  const quoted = match(QUOTED, text, start);
  if (quoted) return token('text', meaning(quoted.slice(1, -1)), quoted);
  const word = match(WORD, text, start);
  if (word) return token('word', word);
  const other = match(NUMBER, text, start) || (beginsRegular(last) ? match(REGULAR, text, start) : '');
  return other ? token('other', other) : token('sign', match(SIGN, text, start));
}

/** How much deeper one stands after a token. */
function stepOf({ type, value }: Token): number {
  if (type !== 'sign') return 0;
  if ('{[('.includes(value)) return 1;
  return '}])'.includes(value) ? -1 : 0;
}

/**
 * Reads JavaScript from `start`: to the end of the text, or to the bracket that closes what was opened before it. `end` is where
 * that one stands; the length of the text if there is none.
 */
export function readTokens(text: string, start: number, nesting = 0): Read {
  const tokens: Token[] = [];
  let depth = 0;
  let at = start + match(SPACE, text, start).length;
  while (nesting <= DEEPEST && at < text.length) {
    if (text[at] === '`') at = readTemplate(text, at, tokens, nesting);
    else {
      const token = tokenAt(text, at, tokens.at(-1));
      depth += stepOf(token);
      if (depth < 0) return { tokens, end: at };
      tokens.push(token);
      at = token.end;
    }
    at += match(SPACE, text, at).length;
  }
  return { tokens, end: text.length };
}

/** A text in backquotes: one token if nothing is put into it, and else what is put into it. Gives where it ends. */
function readTemplate(text: string, start: number, tokens: Token[], nesting: number): number {
  const inner: Token[] = [];
  let at = start + 1;
  while (at < text.length && text[at] !== '`') {
    if (text.startsWith('${', at)) {
      const read = readTokens(text, at + 2, nesting + 1);
      inner.push({ type: 'sign', value: '${', start: at, end: at + 2 }, ...read.tokens);
      at = read.end + 1;
    } else at += text[at] === '\\' ? 2 : 1;
  }
  const end = Math.min(at + 1, text.length);
  const isPlain = inner.length === 0;
  if (isPlain) tokens.push({ type: 'text', value: meaning(text.slice(start + 1, at)), start, end });
  else tokens.push(...inner, { type: 'other', value: '`', start: end - 1, end });
  return end;
}
