import type { JsonValue } from '../json.ts';
import { mayHoldExpression } from './template.ts';

/** Characters of a text that count for one step: of one that is evaluated, and of one that is only handed on. */
const EVALUATED = 8;
const HANDED_ON = 64;

/** What it takes to make a config anew for an item, and to go through it, whatever its expressions come to. */
export function configWeight(config: JsonValue): number {
  if (typeof config === 'string') {
    return 1 + Math.floor(config.length / (mayHoldExpression(config) ? EVALUATED : HANDED_ON));
  }
  if (typeof config !== 'object' || config === null) return 1;
  return Object.values(config).reduce<number>((sum, value) => sum + configWeight(value), 1);
}
