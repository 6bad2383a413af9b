import type { JsonValue } from '../engine/json.ts';
import type { NodeDefinition } from './define-node.ts';
import { describeIssue } from './describe-issue.ts';
import { NodeError } from './node-error.ts';

/** Reads a config whose expressions are resolved. Throws `NodeError` `node.config_invalid`, which names the field at fault. */
export function parseConfig<Config>(definition: NodeDefinition<Config>, resolved: JsonValue, item: number): Config {
  const parsed = definition.config.safeParse(resolved);
  if (parsed.success) return parsed.data;
  throw new NodeError('node.config_invalid', describeIssue(resolved, parsed.error.issues[0]), { item });
}
