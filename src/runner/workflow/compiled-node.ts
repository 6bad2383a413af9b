import { compileConfig } from '../../engine/expression/compile-config.ts';
import type { CompiledConfig } from '../../engine/expression/config-types.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { choicesText } from '../../engine/name-choices.ts';
import type { PlanNode } from '../../engine/plan.ts';
import type { NodeDefinition } from '../../nodes/define-node.ts';
import { NodeError } from '../../nodes/node-error.ts';
import { parseConfig } from '../../nodes/parse-config.ts';
import { findNode, NODE_DEFINITIONS } from '../../nodes/registry.ts';
import { splitVerbatim } from '../../nodes/verbatim.ts';

/** A node compiled for running. */
export type CompiledNode = {
  readonly plan: PlanNode;
  readonly definition: NodeDefinition<unknown>;
  readonly config: CompiledConfig;
  /** Parses a resolved config; throws `NodeError` `node.config_invalid`. A config without expressions is parsed once. */
  parse(resolved: JsonValue, item: number): unknown;
};

function withFields(value: JsonValue, fields: JsonObject): JsonValue {
  return typeof value === 'object' && value !== null ? { ...value, ...fields } : value;
}

/** Compiles the expressions of a config, except in the fields that the node takes verbatim. */
function compileNodeConfig(definition: NodeDefinition<unknown>, raw: JsonObject): CompiledConfig {
  const { resolved, verbatim } = splitVerbatim(definition, raw);
  const compiled = compileConfig(resolved);
  if (Object.keys(verbatim).length === 0) return compiled;
  return {
    constant: compiled.constant,
    evaluate: (scope, options) => withFields(compiled.evaluate(scope, options), verbatim),
  };
}

/** Compiles a node of a plan. Throws `NodeError` `node.unknown_type` for a type that this deployment does not know. */
export function compileNode(plan: PlanNode): CompiledNode {
  const definition = findNode(plan.node.type);
  if (definition === undefined) {
    const choices = choicesText(plan.node.type, {
      called: 'The node types are',
      names: NODE_DEFINITIONS.map(({ type }) => type),
    });
    throw new NodeError('node.unknown_type', `Node type ${plan.node.type} is unknown to this deployment.${choices}`);
  }
  const config = compileNodeConfig(definition, plan.node.config);
  let constant: { readonly value: unknown } | undefined;
  return {
    plan,
    definition,
    config,
    parse(resolved, item) {
      if (!config.constant) return parseConfig(definition, resolved, item);
      constant ??= { value: parseConfig(definition, resolved, item) };
      return constant.value;
    },
  };
}
