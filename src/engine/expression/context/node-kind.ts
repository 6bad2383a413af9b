import type { Item } from '../../item.ts';
import { choicesText, quotedName } from '../../name-choices.ts';
import type { NodeAccess } from '../expression-data.ts';
import { ExpressionError } from '../expression-error.ts';
import { type Run, spend } from '../run.ts';
import { toNumber } from '../values/convert.ts';
import { type Kind, type Method, type Opaque, opaque } from '../values/opaque.ts';

/** Another node of the workflow, as expressions call it. */
export type NodeReference = { readonly name: string; readonly access: NodeAccess };

/** The item of that node from which the current node's item at this index was made. */
export function linkedItem(node: NodeReference, itemIndex: number): Item {
  const linked = node.access.linked(itemIndex);
  switch (linked.type) {
    case 'item':
      return linked.item;
    case 'not_executed':
      throw node.access.executed ? otherWay(node.name) : notExecuted(node);
    case 'lost':
      throw new ExpressionError(
        'expression.link_lost',
        `Which item of "${node.name}" belongs to this one is not known: "${linked.node}" lost the link.`,
      );
    case 'ambiguous':
      throw new ExpressionError(
        'expression.link_ambiguous',
        `Several items of "${node.name}" belong to this one: "${linked.node}" made one item of many.`,
      );
  }
}

function notExecuted({ name, access }: NodeReference): ExpressionError {
  const reason = access.absence?.();
  const message = `The node "${name}" has not been executed${reason === undefined ? '' : `: ${reason}`}.`;
  return new ExpressionError('expression.node_not_executed', message);
}

/** The node ran for other items. */
function otherWay(name: string): ExpressionError {
  const message = `The node "${name}" has been executed, but this item is not made of any of its items: it came another way.`;
  return new ExpressionError('expression.node_not_executed', message);
}

function current(run: Run, node: NodeReference): Item {
  return linkedItem(node, run.scope.data.itemIndex);
}

/** The items of a node, by the handle of the output and by the run. */
function items(run: Run, node: NodeReference, [output, runIndex]: readonly unknown[]): readonly Item[] {
  if (!node.access.executed) throw notExecuted(node);
  spend(run, 1);
  return node.access.items(handleOf(node, output), runIndex === undefined ? undefined : toNumber(run, runIndex));
}

/** Outputs are named by handle. 0, or nothing, stands for the first one that has items. */
function handleOf({ name, access }: NodeReference, output: unknown): string | undefined {
  if (output === undefined || output === null || output === 0) return undefined;
  const { outputs } = access;
  const wanted = typeof output === 'string' ? output : '';
  if (wanted !== '' && (outputs === undefined || outputs.includes(wanted))) return wanted;
  const refusal =
    typeof output === 'string'
      ? `The node "${name}" has no output ${quotedName(output)}.`
      : 'An output is named by its handle, such as "true" or "main".';
  const choices = choicesText(wanted, { called: 'The outputs are', names: outputs ?? [] });
  throw new ExpressionError('expression.invalid_argument', `${refusal}${choices}`);
}

const PROPERTIES: ReadonlyMap<string, (run: Run, node: NodeReference) => unknown> = new Map<
  string,
  (run: Run, node: NodeReference) => unknown
>([
  ['item', current],
  ['json', (run, node) => current(run, node).json],
  ['binary', (run, node) => current(run, node).binary],
  ['isExecuted', (_run, node) => node.access.executed],
  ['params', (_run, node) => node.access.config],
  ['parameter', (_run, node) => node.access.config],
  ['resumeUrl', (_run, node) => node.access.resumeUrl?.()],
  ['approvalUrl', (_run, node) => node.access.approvalUrl?.()],
  ['formUrl', (_run, node) => node.access.formUrl?.()],
]);

const METHODS: ReadonlyMap<string, Method<NodeReference>> = new Map<string, Method<NodeReference>>([
  ['first', (run, node, args) => items(run, node, args)[0]],
  ['last', (run, node, args) => items(run, node, args).at(-1)],
  ['all', items],
  ['itemMatching', (run, node, [index]) => linkedItem(node, toNumber(run, index ?? run.scope.data.itemIndex))],
]);

/** What another node has. */
export const NODE_NAMES: readonly string[] = [...PROPERTIES.keys(), ...METHODS.keys()];

const NODE_KIND: Kind<NodeReference> = {
  name: 'node',
  typeOf: 'object',
  get: (run, node, key) => PROPERTIES.get(key)?.(run, node),
  method: (key) => METHODS.get(key),
  toPrimitive: (_run, node) => node.name,
  toData: (_run, node) => {
    const message = `"${node.name}" is a node, not a value: add .item.json, .first() or .all().`;
    throw new ExpressionError('expression.not_data', message);
  },
};

/** A node by its id or name; throws `expression.unknown_node`. */
export function nodeValue(run: Run, name: string): Opaque<NodeReference> {
  const access = run.scope.data.node(name);
  if (access !== undefined) return opaque(NODE_KIND, { name, access });
  const choices = choicesText(name, { called: 'The nodes are', names: run.scope.data.nodeNames?.() ?? [] });
  throw new ExpressionError(
    'expression.unknown_node',
    `There is no node ${quotedName(name)} in this workflow.${choices}`,
  );
}
