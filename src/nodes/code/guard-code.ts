import type { AnyNode, Expression, Statement } from 'acorn';
import type { ParsedCode } from './parse-code.ts';
import { walk } from './walk.ts';

/** Text to be put into the source, in the order in which the tree is walked: outer nodes before inner ones. */
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

/** Where two insertions meet, both close something, and the inner one comes first. */
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
 * The module with a call of the guard in each round of each loop and at the start of each function, so that no loop and no
 * recursion goes on for ever. Lines stay where they are. What one call of a built-in does, such as matching a regular
 * expression, is beyond it.
 */
export function guardCode({ module, body, step }: ParsedCode): string {
  return insert(
    module,
    [...walk(body)].flatMap((node) => insertionsFor(node, step)),
  );
}
