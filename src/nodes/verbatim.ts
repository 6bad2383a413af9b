import type { JsonObject } from '../engine/json.ts';
import type { NodeDefinition } from './define-node.ts';

/** A raw config in two parts: the fields whose expressions are evaluated, and the verbatim ones. */
export type SplitConfig = { readonly resolved: JsonObject; readonly verbatim: JsonObject };

/** Splits a raw config as its node declares it. */
export function splitVerbatim(definition: NodeDefinition<unknown>, raw: JsonObject): SplitConfig {
  const names = definition.verbatim ?? [];
  if (names.length === 0) return { resolved: raw, verbatim: {} };
  const entries = Object.entries(raw);
  return {
    resolved: Object.fromEntries(entries.filter(([name]) => !names.includes(name))),
    verbatim: Object.fromEntries(entries.filter(([name]) => names.includes(name))),
  };
}
