import { ExpressionError } from '../../engine/expression/expression-error.ts';
import { NodeError } from '../../nodes/node-error.ts';
import { cutText } from '../../shared/cut-text.ts';

/** Where an expression was evaluated: the name of the node, and the index of its item. */
type Place = { readonly node: string; readonly item: number };

/** Of a longer expression, the message shows the beginning. */
const SHOWN = 300;

function describe(error: ExpressionError, { node, item }: Place): string {
  const { expression = '', column, path = [] } = error;
  const field = path.length === 0 ? '' : ` in field ${path.join('.')}`;
  const where = column === undefined ? '' : `, column ${column}`;
  return `${error.message} (node "${node}", item ${item}, expression ${cutText(expression, SHOWN)}${field}${where})`;
}

/** The error of an expression as the failure of its node, which says where it stands. Any other error comes back as it is. */
export function expressionFailure(error: unknown, place: Place): unknown {
  if (!(error instanceof ExpressionError)) return error;
  return new NodeError(error.code, describe(error, place), { item: place.item, cause: error });
}
