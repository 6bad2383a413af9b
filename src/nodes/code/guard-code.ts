import type { AnyNode, Expression, Statement } from 'acorn';
import type { ParsedCode } from './parse-code.ts';
import { walk } from './walk.ts';

/** Text to insert into the source, in the order of the walk: outer nodes before inner ones. */
type Insertion = { readonly at: number; readonly text: string };

function guardStatement(body: Statement, step: string): Insertion[] {
  if (body.type === 'BlockStatement') return [{ at: body.start + 1, text: `${step}();` }];
  return [
    { at: body.start, text: `{${step}();` },
    { at: body.end, text: '}' },
  ];
}

function guardExpression(body: Expression, step: string): Insertion[] {
  return [
    { at: body.start, text: `(${step}(),` },
    { at: body.end, text: ')' },
  ];
}

function insertionsFor(node: AnyNode, step: string): Insertion[] {
  switch (node.type) {
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      return guardStatement(node.body, step);
    case 'ArrowFunctionExpression':
      return node.body.type === 'BlockStatement' ? guardStatement(node.body, step) : guardExpression(node.body, step);
    default:
      return [];
  }
}

/** Two insertions at the same place both close something, so the inner one comes first. */
function insert(text: string, insertions: readonly Insertion[]): string {
  const ordered = insertions.map((insertion, order) => ({ ...insertion, order }));
  ordered.sort((one, other) => one.at - other.at || other.order - one.order);
  let result = '';
  let done = 0;
  for (const { at, text: added } of ordered) {
    result += text.slice(done, at) + added;
    done = at;
  }
  return result + text.slice(done);
}

/**
 * The module with a call of the guard in each iteration of each loop and at the start of each function, so that no loop or
 * recursion is endless. Lines keep their numbers. A single call of a built-in, such as a regular expression, is not guarded.
 */
export function guardCode({ module, body, step }: ParsedCode): string {
  return insert(
    module,
    [...walk(body)].flatMap((node) => insertionsFor(node, step)),
  );
}
