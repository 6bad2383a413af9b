import type { Node } from 'acorn';
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
function nodesOf(root: Node): Node[] {
  const nodes = [root];
  // The list grows while it is walked.
  for (const node of nodes) nodes.push(...childrenOf(node).filter((child) => !isMethodOf(node, child)));
  return nodes;
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flat().filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function isMethodOf(node: Node, child: Node): boolean {
  const { callee } = partsOf(node);
  return callee === child && isNamed(partsOf(child).object, 'node_outputs');
}

/** The parts of a syntax node that matter here, whichever it has. */
type Parts = { readonly [part in 'callee' | 'object' | 'property' | 'computed' | 'arguments' | 'name']?: unknown };

function partsOf(node: unknown): Parts {
  return isNode(node) ? Object.fromEntries(Object.entries(node)) : {};
}

function nameIn(node: Node): string | undefined {
  const parts = partsOf(node);
  if (isNamed(parts.callee, '$')) return Array.isArray(parts.arguments) ? literalOf(parts.arguments[0]) : undefined;
  if (!isNamed(parts.object, '$node') && !isNamed(parts.object, 'node_outputs')) return undefined;
  return parts.computed === true ? literalOf(parts.property) : textOf(partsOf(parts.property).name);
}

function isNamed(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && partsOf(node).name === name;
}

function literalOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Literal' && 'value' in node ? textOf(node.value) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
