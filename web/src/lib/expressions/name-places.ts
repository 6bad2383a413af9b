import { readTokens, type Token } from './tokens.ts';

/** Where code names a node: by a text, as in `$('name')`, or as a property, as in `$node.name`. */
export type NamePlace = {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly by: 'text' | 'property';
};

/** Names of which the properties are nodes. */
const HOLDERS: ReadonlySet<string> = new Set(['$node', 'node_outputs']);

function isSign(token: Token | undefined, ...values: readonly string[]): boolean {
  return token?.type === 'sign' && values.includes(token.value);
}

/** `$('name')`, also with more after the name. */
function calledAt(tokens: readonly Token[], at: number): NamePlace | null {
  const open = isSign(tokens[at + 1], '?.') ? at + 2 : at + 1;
  const name = tokens[open + 1];
  if (!isSign(tokens[open], '(') || name?.type !== 'text' || !isSign(tokens[open + 2], ')', ',')) return null;
  return { name: name.value, start: name.start, end: name.end, by: 'text' };
}

/** `$node['name']`, `$node.name`. */
function heldAt(tokens: readonly Token[], at: number): NamePlace | null {
  const dot = tokens[at + 1];
  const open = isSign(dot, '?.') && isSign(tokens[at + 2], '[') ? at + 2 : at + 1;
  const name = tokens[open + 1];
  const isBracket = isSign(tokens[open], '[') && name?.type === 'text' && isSign(tokens[open + 2], ']');
  if (isBracket) {
    return isMethod(tokens, at, open + 3) ? null : { name: name.value, start: name.start, end: name.end, by: 'text' };
  }
  if (dot === undefined || !isSign(dot, '.', '?.') || name?.type !== 'word') return null;
  return isMethod(tokens, at, open + 2) ? null : { name: name.value, start: dot.start, end: name.end, by: 'property' };
}

/** What is called at once at `node_outputs` is a method of all nodes, and none of them. */
function isMethod(tokens: readonly Token[], at: number, after: number): boolean {
  return tokens[at]?.value === 'node_outputs' && isSign(tokens[after], '(');
}

/** All places in a piece of code that name a node. */
function placesOf(tokens: readonly Token[]): readonly NamePlace[] {
  return tokens.flatMap((token, at) => {
    if (token.type !== 'word' || isSign(tokens[at - 1], '.', '?.')) return [];
    const place = token.value === '$' ? calledAt(tokens, at) : HOLDERS.has(token.value) ? heldAt(tokens, at) : null;
    return place ? [place] : [];
  });
}

/** The places in code. */
export function placesInCode(code: string): readonly NamePlace[] {
  return placesOf(readTokens(code, 0).tokens);
}

/** So many expressions of a text are read, as many as the engine takes: what never closes is read to its end each time. */
const MOST_READ = 1_000;

/** The expression that begins at a place: what it names, and where the text goes on. `null`: it never closes, nor does any other. */
function expressionAt(
  text: string,
  start: number,
): { readonly places: readonly NamePlace[]; readonly next: number } | null {
  const closing = text.indexOf('}}', start);
  if (closing === -1) return null;
  const { tokens, end } = readTokens(text, start);
  return text.startsWith('}}', end) ? { places: placesOf(tokens), next: end + 2 } : { places: [], next: closing + 2 };
}

/** The places in the expressions `{{ … }}` of a text. Braces that never close, and `\{{`, are text. */
export function placesInText(text: string): readonly NamePlace[] {
  const places: NamePlace[] = [];
  let next = 0;
  for (let count = 0; count < MOST_READ; count += 1) {
    const open = text.indexOf('{{', next);
    if (open === -1) break;
    const read = text[open - 1] === '\\' ? { places: [], next: open + 2 } : expressionAt(text, open + 2);
    if (read === null) break;
    places.push(...read.places);
    next = read.next;
  }
  return places;
}
