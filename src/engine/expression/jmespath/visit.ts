import { compareNumbers } from '../../../numbers/compare-numbers.ts';
import { isNumeric } from '../../../numbers/exact-number.ts';
import { unfit } from '../extensions/arguments.ts';
import { descend, type Run, spend } from '../run.ts';
import { isList, isPlainObject, put, refuseForbiddenKey } from '../values/plain.ts';
import { callQueryFunction } from './functions.ts';
import { sliceOf } from './slice.ts';
import { isEqual, isFalse, type QueryNode, settle } from './types.ts';

type Node<T extends QueryNode['type']> = Extract<QueryNode, { readonly type: T }>;

/** Runs a query on a value. */
export function visit(run: Run, node: QueryNode, value: unknown): unknown {
  spend(run, 1);
  descend(run, 2);
  const result = settle(run, dispatch(run, node, value));
  run.depth -= 2;
  return result;
}

function dispatch(run: Run, node: QueryNode, value: unknown): unknown {
  switch (node.type) {
    case 'Current':
    case 'Identity':
      return value;
    case 'Literal':
      return node.value;
    case 'Field':
      return fieldOf(value, node.name);
    case 'Index':
      return isList(value) ? value.at(node.value) : null;
    case 'Slice':
      return sliceOf(run, value, node);
    case 'Subexpression':
    case 'IndexExpression':
    case 'Pipe':
      return visit(run, node.right, visit(run, node.left, value));
    case 'OrExpression':
    case 'AndExpression':
      return logical(run, node, value);
    case 'NotExpression':
      return isFalse(run, visit(run, node.child, value));
    case 'Comparator':
      return compare(run, node, value);
    case 'Projection':
      return project(run, node.right, visit(run, node.left, value));
    case 'ValueProjection':
      return project(run, node.right, valuesOf(run, visit(run, node.left, value)));
    case 'FilterProjection':
      return filter(run, node, visit(run, node.left, value));
    case 'Flatten':
      return flatten(run, visit(run, node.child, value));
    case 'MultiSelectList':
      return value === null ? null : node.children.map((child) => visit(run, child, value));
    case 'MultiSelectHash':
      return value === null ? null : selectFields(run, node, value);
    case 'Function':
      return callFunction(run, node, value);
    default:
      throw unfit('$jmespath', `"${node.type}" is not supported.`);
  }
}

function fieldOf(value: unknown, name: string): unknown {
  refuseForbiddenKey(name);
  return isPlainObject(value) && Object.hasOwn(value, name) ? value[name] : null;
}

function valuesOf(run: Run, value: unknown): unknown {
  if (!isPlainObject(value)) return null;
  const values = Object.values(value);
  spend(run, values.length);
  return values;
}

/** The results for all elements, without those that are null. */
function project(run: Run, right: QueryNode, list: unknown): unknown {
  if (!isList(list)) return typeof list === 'string' ? visit(run, right, list) : null;
  return list.map((element) => visit(run, right, settle(run, element))).filter((result) => result !== null);
}

function filter(run: Run, node: Node<'FilterProjection'>, list: unknown): unknown {
  if (!isList(list)) return null;
  const kept = list.filter((element) => !isFalse(run, visit(run, node.condition, settle(run, element))));
  return project(run, node.right, kept);
}

function flatten(run: Run, list: unknown): unknown {
  if (!isList(list)) return null;
  for (const element of list) spend(run, isList(element) ? element.length : 1);
  return list.flat();
}

function selectFields(run: Run, node: Node<'MultiSelectHash'>, value: unknown): unknown {
  const selected: Record<string, unknown> = {};
  for (const child of node.children) put(selected, child.name, visit(run, child.value, value));
  return selected;
}

type Pair = { readonly type: string; readonly left: QueryNode; readonly right: QueryNode };

function logical(run: Run, node: Pair, value: unknown): unknown {
  const left = visit(run, node.left, value);
  return isFalse(run, left) === (node.type === 'OrExpression') ? visit(run, node.right, value) : left;
}

/** Only numbers can be ordered; any values can be equal. */
function compare(run: Run, node: Node<'Comparator'>, value: unknown): unknown {
  const left = visit(run, node.left, value);
  const right = visit(run, node.right, value);
  if (node.name === 'EQ') return isEqual(run, left, right);
  if (node.name === 'NE') return !isEqual(run, left, right);
  if (!isNumeric(left) || !isNumeric(right)) return null;
  return ORDER[node.name](compareNumbers(left, right), 0);
}

const ORDER = {
  GT: (left: number, right: number): boolean => left > right,
  GTE: (left: number, right: number): boolean => left >= right,
  LT: (left: number, right: number): boolean => left < right,
  LTE: (left: number, right: number): boolean => left <= right,
};

function callFunction(run: Run, node: Node<'Function'>, value: unknown): unknown {
  const args = node.children.map((child) =>
    child.type === 'ExpressionReference'
      ? (element: unknown): unknown => visit(run, child.child, settle(run, element))
      : visit(run, child, value),
  );
  return callQueryFunction(run, node.name, args);
}
