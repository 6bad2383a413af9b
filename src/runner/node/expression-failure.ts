import { ExpressionError } from '../../engine/expression/expression-error.ts';
import { NodeError } from '../../nodes/node-error.ts';
import { cutText } from '../../shared/text/cut-text.ts';

/** Where an expression was evaluated: the name of the node, and the index of the item. */
type Place = { readonly node: string; readonly item: number };

/** How many characters of an expression the message shows. */
const SHOWN = 300;

function describe(error: ExpressionError, { node, item }: Place): string {
  const { expression = '', column, path = [] } = error;
  const field = path.length === 0 ? '' : ` in field ${path.join('.')}`;
  const where = column === undefined ? '' : `, column ${column}`;
  return `${error.message} (node "${node}", item ${item}, expression ${cutText(expression, SHOWN)}${field}${where})`;
}

/** Turns the error of an expression into a `NodeError` that says where the expression is. Any other error is returned as it is. */
export function expressionFailure(error: unknown, place: Place): unknown {
  if (!(error instanceof ExpressionError)) return error;
  return new NodeError(error.code, describe(error, place), { item: place.item, cause: error });
}
