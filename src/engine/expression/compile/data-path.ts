import type { CallExpression, Expression, MemberExpression, PrivateIdentifier, Super } from 'acorn';

/** Names of the context that are JSON data all the way down. */
const DATA_ROOTS: ReadonlySet<string> = new Set(['$json', 'input_data', 'variables', '$vars']);

/** What `$input` and other nodes have that is such data. */
const DATA_PROPERTIES: ReadonlySet<string> = new Set(['item', 'json', 'binary', 'params', 'parameter']);
const DATA_METHODS: ReadonlySet<string> = new Set(['first', 'last', 'all', 'itemMatching']);

type Node = Expression | Super | PrivateIdentifier;

/** Whether an expression is a path into the data of the context, so that its value is JSON and needs no conversion. */
export function isDataPath(node: Node): boolean {
  switch (node.type) {
    case 'Identifier':
      return DATA_ROOTS.has(node.name);
    case 'MemberExpression':
      return isDataPath(node.object) || isDataProperty(node);
    case 'CallExpression':
      return isDataCall(node);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return isDataPath(node.expression);
    default:
      return false;
  }
}

/** `$input.item`, `$('name').item`, `$node.name.json`, `node_outputs.name` and the like. */
function isDataProperty({ object, property, computed }: MemberExpression): boolean {
  if (isNamed(object, 'node_outputs')) return true;
  return !computed && property.type === 'Identifier' && DATA_PROPERTIES.has(property.name) && hasItems(object);
}

/** `$input.all()`, `$('name').first()` and the like. */
function isDataCall({ callee }: CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return false;
  return DATA_METHODS.has(callee.property.name) && hasItems(callee.object);
}

/** `$input`, `$('name')` and `$node.name`. */
function hasItems(node: Node): boolean {
  if (node.type === 'CallExpression') return isNamed(node.callee, '$');
  return node.type === 'MemberExpression' ? isNamed(node.object, '$node') : isNamed(node, '$input');
}

function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}
