import { type AnyNode, type BlockStatement, type Program, parse } from 'acorn';
import { walk } from './walk.ts';

/** What user code finds by name beside the globals. The isolate gives these; code may declare the same names for itself. */
const VARIABLES = `items, $input, $json, $itemIndex, $runIndex, $execution, $workflow, $vars, console, setTimeout, clearTimeout`;

/** Code that can be run: the module that holds it, and the block in it that is the user's. `step` is the guard's name there. */
export type ParsedCode = {
  readonly type: 'parsed';
  readonly module: string;
  readonly body: BlockStatement;
  readonly step: string;
};

/** Why code cannot be run. Line and column count from 1. */
export type CodeFault = {
  readonly type: 'fault';
  readonly message: string;
  readonly line: number;
  readonly column: number;
};

/** A place as acorn gives it: lines from 1, of which the first is ours; columns from 0. */
type Place = { readonly line: number; readonly column: number };

/** What the code may not name itself. An escape in an identifier is the only way to still do so, and is refused. */
function stepName(source: string): string {
  let name = '__step';
  while (source.includes(name)) name += '_';
  return name;
}

function faultAt(source: string, place: Place, message: string): CodeFault {
  const lines = source.split('\n');
  if (place.line - 1 <= lines.length) {
    return { type: 'fault', message, line: Math.max(1, place.line - 1), column: place.column + 1 };
  }
  return { type: 'fault', message, line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** The user's block, provided that the code has not closed it and gone on outside. */
function bodyOf(program: Program): BlockStatement | null {
  const [statement] = program.body;
  if (program.body.length !== 1 || statement?.type !== 'ExportDefaultDeclaration') return null;
  const outer = statement.declaration;
  if (outer.type !== 'ArrowFunctionExpression' || outer.body.type !== 'ArrowFunctionExpression') return null;
  const { body } = outer.body;
  return body.type === 'BlockStatement' ? body : null;
}

function forbidden(node: AnyNode, step: string): string | null {
  if (node.type === 'ImportExpression') return 'Code cannot import modules';
  if (node.type === 'MetaProperty' && node.meta.name === 'import') return 'Code has no import.meta';
  if (node.type === 'Identifier' && node.name === step) return `${step} is a reserved name`;
  return null;
}

function inspect(source: string, parsed: ParsedCode): ParsedCode | CodeFault {
  for (const node of walk(parsed.body)) {
    const message = forbidden(node, parsed.step);
    if (message !== null && node.loc) return faultAt(source, node.loc.start, message);
  }
  return parsed;
}

function placeOf(error: SyntaxError): Place {
  if (!('loc' in error) || typeof error.loc !== 'object' || error.loc === null) return { line: 0, column: 0 };
  const { line, column } = { line: 0, column: 0, ...error.loc };
  return { line, column };
}

/**
 * Parses code as it will run: the body of an async function in a strict module, in which the variables are parameters of
 * a function around it, so that code may declare their names again.
 */
export function parseCode(source: string): ParsedCode | CodeFault {
  const step = stepName(source);
  const module = `export default (${step}, { ${VARIABLES} }) => async () => {\n${source}\n};\n`;
  try {
    const program = parse(module, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
    const body = bodyOf(program);
    if (body === null) return faultAt(source, { line: 2, column: 0 }, 'The braces do not match');
    return inspect(source, { type: 'parsed', module, body, step });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return faultAt(source, placeOf(error), error.message.replace(/ \(\d+:\d+\)$/, ''));
  }
}
