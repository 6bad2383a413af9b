import type { JsonObject } from '../../json.ts';
import type { ExpressionData } from '../expression-data.ts';
import { type Run, spend } from '../run.ts';
import { type Kind, type Opaque, opaque } from '../values/opaque.ts';
import { linkedItem, nodeValue } from './node-kind.ts';

/** The output of one node for the current item; `undefined` for a node that is not there or has not run. */
function outputOf(data: ExpressionData, name: string): JsonObject | undefined {
  const access = data.node(name);
  return access?.executed ? linkedItem({ name, access }, data.itemIndex).json : undefined;
}

function allOutputs(run: Run, data: ExpressionData): { readonly [id: string]: unknown } {
  const ids = data.nodeIds();
  spend(run, ids.length);
  const executed = ids.filter((id) => data.node(id)?.executed === true);
  return Object.fromEntries(executed.map((id) => [id, outputOf(data, id)]));
}

const NODE_OUTPUTS_KIND: Kind<ExpressionData> = {
  name: 'node_outputs',
  typeOf: 'object',
  get: (_run, data, key) => outputOf(data, key),
  method: () => undefined,
  toPrimitive: () => '[object Object]',
  toData: allOutputs,
  own: allOutputs,
};

const NODES_KIND: Kind<null> = {
  name: '$node',
  typeOf: 'object',
  get: (run, _value, key) => nodeValue(run, key),
  method: () => undefined,
  toPrimitive: () => '[object Object]',
  toData: () => undefined,
};

/** `node_outputs`: by node id or name, the JSON of that node's item linked with the current one. */
export function nodeOutputs(run: Run): Opaque<ExpressionData> {
  return opaque(NODE_OUTPUTS_KIND, run.scope.data);
}

/** `$node`: other nodes by name. */
export const NODES = opaque(NODES_KIND, null);
