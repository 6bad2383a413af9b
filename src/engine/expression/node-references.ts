import type { AnyNode, CallExpression, NewExpression } from 'acorn';
import type { JsonValue } from '../json.ts';
import type { ConfigPath } from './expression-error.ts';
import { mayHoldExpression, splitTemplate } from './template.ts';

/** A node that an expression names by a literal: `$('name')`, `$node.name` or `node_outputs.name`. */
export type NodeReference = { readonly path: ConfigPath; readonly name: string; readonly column: number };

/** All nodes that the expressions of a config name by literals. A name that is worked out cannot be known before it runs. */
export function nodeReferences(config: JsonValue): NodeReference[] {
  return referencesAt(config, []);
}

function referencesAt(value: JsonValue, path: ConfigPath): NodeReference[] {
  if (typeof value === 'string') return mayHoldExpression(value) ? referencesOfText(value, path) : [];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one: JsonValue, index) => referencesAt(one, [...path, index]));
  return Object.entries(value).flatMap(([key, field]) => referencesAt(field, [...path, key]));
}

function referencesOfText(text: string, path: ConfigPath): NodeReference[] {
  return splitTemplate(text).flatMap((part) =>
    part.type === 'expression'
      ? nodesOf(part.node).flatMap((node) => {
          const name = nameIn(node);
          return name === undefined ? [] : [{ path, name, column: node.start + 1 }];
        })
      : [],
  );
}

/** A node of the syntax tree and all below it. A method of `node_outputs` itself names no node, so its callee is left out. */
function nodesOf(root: AnyNode): AnyNode[] {
  const nodes = [root];
  // The list grows while it is walked.
  for (const node of nodes) nodes.push(...childrenOf(node).filter((child) => !isMethodOf(node, child)));
  return nodes;
}

function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node).flat().filter(isNode);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function isMethodOf(node: AnyNode, child: AnyNode): boolean {
  return (
    isCall(node) && node.callee === child && child.type === 'MemberExpression' && isNamed(child.object, 'node_outputs')
  );
}

function isCall(node: AnyNode): node is CallExpression | NewExpression {
  return node.type === 'CallExpression' || node.type === 'NewExpression';
}

function nameIn(node: AnyNode): string | undefined {
  if (isCall(node)) return isNamed(node.callee, '$') ? literalOf(node.arguments[0]) : undefined;
  if (node.type !== 'MemberExpression') return undefined;
  const { object, property, computed } = node;
  if (!isNamed(object, '$node') && !isNamed(object, 'node_outputs')) return undefined;
  if (computed) return literalOf(property);
  return property.type === 'Identifier' ? property.name : undefined;
}

function isNamed(node: AnyNode, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

function literalOf(node: AnyNode | undefined): string | undefined {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}
