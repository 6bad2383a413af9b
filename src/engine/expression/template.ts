import { type Expression, parseExpressionAt } from 'acorn';

/** A part of a text: literal characters, an expression, or braces whose content cannot be read. */
export type TemplatePart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'expression'; readonly node: Expression; readonly source: string }
  | { readonly type: 'fault'; readonly message: string; readonly source: string; readonly offset: number };

/** Whether a text has an expression in it, as far as can be told without reading it. */
export function mayHoldExpression(text: string): boolean {
  const start = text.indexOf('{{');
  return start !== -1 && text.indexOf('}}', start) !== -1;
}

/**
 * Splits a text into literal parts and `{{ … }}` expressions. The parser of JavaScript decides where an expression
 * ends, so `}}` within strings and objects is no end. `\{{` is a literal `{{`; braces that never close are literal.
 */
export function splitTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  const lastClose = text.lastIndexOf('}}');
  let literal = '';
  let position = 0;
  for (let open = text.indexOf('{{'); open !== -1 && open < lastClose; open = text.indexOf('{{', position)) {
    const escaped = text[open - 1] === '\\';
    literal += escaped ? `${text.slice(position, open - 1)}{{` : text.slice(position, open);
    position = open + 2;
    if (escaped) continue;
    if (literal !== '') parts.push({ type: 'text', text: literal });
    literal = '';
    const { part, end } = readExpression(text, position);
    parts.push(part);
    position = end;
  }
  literal += text.slice(position);
  if (literal !== '') parts.push({ type: 'text', text: literal });
  return parts;
}

type Read = { readonly part: TemplatePart; readonly end: number };

function readExpression(text: string, start: number): Read {
  const closing = text.indexOf('}}', start);
  if (text.slice(start, closing).trim() === '')
    return fault(text, { start, offset: start, message: 'The expression is empty.' });
  try {
    const node = parseExpressionAt(text, start, { ecmaVersion: 'latest', preserveParens: true });
    const end = skipTrailing(text, node.end);
    if (!text.startsWith('}}', end)) return fault(text, { start, offset: end, message: 'Here "}}" was expected.' });
    return { part: { type: 'expression', node, source: text.slice(node.start, node.end) }, end: end + 2 };
  } catch (error) {
    return fault(text, { start, ...describeParseError(error, start) });
  }
}

/** White space, comments and a semicolon may follow an expression. */
function skipTrailing(text: string, from: number): number {
  const trailing = /(?:\s|;|\/\*[\s\S]*?\*\/|\/\/[^\n]*\n)*/y;
  trailing.lastIndex = from;
  return from + (trailing.exec(text)?.[0].length ?? 0);
}

function fault(text: string, what: { start: number; offset: number; message: string }): Read {
  const closing = text.indexOf('}}', Math.max(what.start, what.offset));
  const end = closing === -1 ? text.length : closing;
  const source = text.slice(what.start, end).trim();
  return { part: { type: 'fault', message: what.message, source, offset: what.offset }, end: end + 2 };
}

/** acorn's errors carry the position, and repeat it in the message. */
function describeParseError(error: unknown, start: number): { offset: number; message: string } {
  if (error instanceof RangeError) return { offset: start, message: 'The expression is nested too deeply.' };
  if (!(error instanceof SyntaxError)) throw error;
  const offset = 'pos' in error && typeof error.pos === 'number' ? error.pos : start;
  return { offset, message: `${error.message.replace(/ \(\d+:\d+\)$/, '')}.` };
}
