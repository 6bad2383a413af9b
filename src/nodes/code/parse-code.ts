import { type AnyNode, type BlockStatement, type Program, parse } from 'acorn';
import { walk } from './walk.ts';

/** The variables of user code besides the globals. The isolate provides them; code may declare the same names again. */
const VARIABLES = `items, $input, $json, $itemIndex, $runIndex, $execution, $workflow, $vars, console, setTimeout, clearTimeout`;

/** Parsed code: the module, and the user's block in it. `step`: the name of the guard function in the module. */
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

/** A place as acorn counts it: lines from 1, where the first one is not the user's; columns from 0. */
type Place = { readonly line: number; readonly column: number };

/** Names that the code may not use. Escapes in identifiers could spell them, so those are refused, too. */
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

/** The user's block, unless the code closes it and goes on outside of it. */
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
 * Parses code as it will run: as the body of an async function in a strict module. The variables are parameters of an outer
 * function, so that code may declare their names again.
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
