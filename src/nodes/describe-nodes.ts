import { z } from 'zod';
import type { Delivery, Effect } from '../engine/effect.ts';
import type { JsonObject } from '../engine/json.ts';
import type { NodeDefinition, NodeMetadata } from './define-node.ts';
import { presentationOf } from './presentation/all-presentations.ts';
import { WIDGETS } from './presentation/widgets.ts';
import { withWidgets } from './presentation/with-widgets.ts';
import { NODE_DEFINITIONS } from './registry.ts';

/** The input or output handles of a node: those with the example config, and whether they depend on the config. */
type HandlesDescription = { readonly handles: readonly string[]; readonly depends_on_config: boolean };

/** A node type as the API describes it, with all that an editor needs to draw the node and its form. */
export type NodeTypeDescription = {
  readonly type: string;
  readonly kind: 'trigger' | 'action' | 'logic';
  readonly name: string;
  readonly description: string;
  readonly group: NodeMetadata['group'];
  /** The name of an icon of lucide. */
  readonly icon: string;
  /** Other words by which people look for it. */
  readonly keywords: readonly string[];
  /** Its place among all types, from 0. */
  readonly order: number;
  readonly inputs: HandlesDescription;
  readonly outputs: HandlesDescription;
  /** What the node does to the outside world; `depends_on_config`: the config decides. */
  readonly effect: Effect | 'depends_on_config';
  readonly delivery: Delivery;
  /** Types of credential that the node takes; empty: none. */
  readonly credentials: readonly string[];
  readonly example: JsonObject;
  /** The JSON of an item that it typically brings forth; `null`: that depends on its input and its config. */
  readonly sample_output: JsonObject | null;
  /** Fields at the top of the config in which expressions are not resolved. */
  readonly verbatim: readonly string[];
  /** JSON Schema (2020-12) of the config. Any value may also be a text with an expression. */
  readonly config_schema: { readonly [keyword: string]: unknown };
};

/** All node types, in the order in which people are shown them. */
export function describeNodes(): NodeTypeDescription[] {
  return NODE_DEFINITIONS.map((definition, order) => describeNode(definition, order));
}

function describeNode(definition: NodeDefinition<unknown>, order: number): NodeTypeDescription {
  const { type, kind, metadata, effect } = definition;
  const { icon, keywords, sample } = presentationOf(type);
  const schema = z.toJSONSchema(definition.config, { io: 'input', unrepresentable: 'any' });
  return {
    type,
    kind,
    name: metadata.name,
    description: metadata.description,
    group: metadata.group,
    icon,
    keywords,
    order,
    inputs: describeHandles(definition.inputs, metadata.example),
    outputs: describeHandles(definition.outputs, metadata.example),
    effect: typeof effect === 'function' ? 'depends_on_config' : effect,
    delivery: definition.delivery ?? 'at-least-once',
    credentials: definition.credentials ?? [],
    example: metadata.example,
    sample_output: sample,
    verbatim: definition.verbatim ?? [],
    config_schema: withWidgets(schema, WIDGETS[type] ?? {}),
  };
}

function describeHandles(handles: NodeDefinition<unknown>['inputs'], example: JsonObject): HandlesDescription {
  return typeof handles === 'function'
    ? { handles: handles(example), depends_on_config: true }
    : { handles, depends_on_config: false };
}
