import type { Expression } from 'acorn';

/** Names of the context that are JSON data all the way down. */
const DATA_ROOTS: ReadonlySet<string> = new Set(['$json', 'input_data', 'variables', '$vars']);

/** Whether an expression is a path of properties into the data of the context: what it gives needs no conversion. */
export function isDataPath(node: Expression): boolean {
  switch (node.type) {
    case 'Identifier':
      return DATA_ROOTS.has(node.name);
    case 'MemberExpression':
      return node.object.type !== 'Super' && isDataPath(node.object);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return isDataPath(node.expression);
    default:
      return false;
  }
}
