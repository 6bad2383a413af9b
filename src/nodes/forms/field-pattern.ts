import { createWorkMeter, WorkLimitError } from '../../engine/work-meter.ts';
import { NodeError } from '../node-error.ts';
import { matchesPattern } from '../values/pattern.ts';

/** What one comparison may take, in steps: more than the largest pattern takes for the longest text. */
const STEPS = 1_000_000;

/** Whether the whole of a text is what the pattern says (RE2, so in linear time). Throws `NodeError` `pattern.invalid`. */
export function matchesWhole(text: string, pattern: string): boolean {
  const work = createWorkMeter({ steps: STEPS, expired: () => false });
  return matchesPattern(text, `^(?:${pattern})$`, { ignoreCase: false, work });
}

/** Whether the pattern can be used at all. */
export function isPattern(pattern: string): boolean {
  try {
    matchesWhole('', pattern);
    return true;
  } catch (error) {
    if (error instanceof NodeError || error instanceof WorkLimitError) return false;
    throw error;
  }
}
