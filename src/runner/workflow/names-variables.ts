import type { JsonValue } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';

/** Identifiers may be written with escapes (`\u0024vars`), so a text with any counts. */
const NAMED = /\$vars|\bvariables\b|\\u/;

/** Whether a config may read variables: whether a text in it, expression or code, may hold their name. Says rather yes than no. */
export function namesVariables(config: JsonValue | undefined): boolean {
  if (typeof config === 'string') return NAMED.test(config);
  if (Array.isArray(config)) return config.some(namesVariables);
  return isObject(config) && Object.values(config).some(namesVariables);
}
