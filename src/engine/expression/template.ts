import { type Expression, parseExpressionAt } from 'acorn';

/** A part of a text: literal characters, an expression, or braces whose content cannot be read. */
export type TemplatePart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'expression'; readonly node: Expression; readonly source: string }
  | TemplateFault;

/** Braces whose content is no expression: what is wrong, and where in the text. */
type TemplateFault = {
  readonly type: 'fault';
  readonly code: 'expression.syntax' | 'expression.too_deep' | 'expression.too_long';
  readonly message: string;
  readonly source: string;
  readonly offset: number;
};

/** The most parts that a text may have: reading each may mean a look at all that follows. */
const MAX_PARTS = 1_000;

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
    if (parts.length > MAX_PARTS) return [...parts, tooManyParts(text, open)];
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
  if (text.slice(start, closing).trim() === '') return faultAt(text, start, syntax(start, 'The expression is empty.'));
  try {
    const node = parseExpressionAt(text, start, { ecmaVersion: 'latest', preserveParens: true });
    const end = skipTrailing(text, node.end);
    if (!text.startsWith('}}', end)) return faultAt(text, start, syntax(end, 'Here "}}" was expected.'));
    return { part: { type: 'expression', node, source: text.slice(node.start, node.end) }, end: end + 2 };
  } catch (error) {
    return faultAt(text, start, parseFault(error, start));
  }
}

/** White space, comments and a semicolon may follow an expression. */
function skipTrailing(text: string, from: number): number {
  const trailing = /(?:\s|;|\/\*[\s\S]*?\*\/|\/\/[^\n]*\n)*/y;
  trailing.lastIndex = from;
  return from + (trailing.exec(text)?.[0].length ?? 0);
}

function tooManyParts(text: string, offset: number): TemplateFault {
  const source = text.slice(offset, offset + 100);
  return { type: 'fault', code: 'expression.too_long', message: 'The text has too many expressions.', source, offset };
}

type Fault = Pick<TemplateFault, 'code' | 'message' | 'offset'>;

function syntax(offset: number, message: string): Fault {
  return { code: 'expression.syntax', message, offset };
}

function faultAt(text: string, start: number, fault: Fault): Read {
  const closing = text.indexOf('}}', Math.max(start, fault.offset));
  const end = closing === -1 ? text.length : closing;
  return { part: { type: 'fault', ...fault, source: text.slice(start, end).trim() }, end: end + 2 };
}

/** The parser's errors carry the position, and repeat it in the message. Its stack ends where nesting is too deep. */
function parseFault(error: unknown, start: number): Fault {
  if (error instanceof RangeError || String(error).includes('stack space')) {
    return { code: 'expression.too_deep', message: 'The expression is nested too deeply.', offset: start };
  }
  if (!(error instanceof SyntaxError)) throw error;
  const offset = 'pos' in error && typeof error.pos === 'number' ? error.pos : start;
  return syntax(offset, `${error.message.replace(/ \(\d+:\d+\)$/, '')}.`);
}
