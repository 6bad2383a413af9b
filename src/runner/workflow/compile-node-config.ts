import { compileConfig } from '../../engine/expression/compile-config.ts';
import type { CompiledConfig } from '../../engine/expression/config-types.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import type { NodeDefinition } from '../../nodes/define-node.ts';
import { splitVerbatim } from '../../nodes/verbatim.ts';

/** Compiles the expressions of a node's config, but for the fields that the node takes as they stand. */
export function compileNodeConfig(definition: NodeDefinition<unknown>, raw: JsonObject): CompiledConfig {
  const { resolved, verbatim } = splitVerbatim(definition, raw);
  const compiled = compileConfig(resolved);
  if (Object.keys(verbatim).length === 0) return compiled;
  return {
    constant: compiled.constant,
    evaluate: (scope, options) => withFields(compiled.evaluate(scope, options), verbatim),
  };
}

function withFields(value: JsonValue, fields: JsonObject): JsonValue {
  return typeof value === 'object' && value !== null ? { ...value, ...fields } : value;
}
