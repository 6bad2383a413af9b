import { describe, expect, it } from 'vitest';
import { outcomeUnknown } from '../../src/engine/at-most-once.ts';

describe(outcomeUnknown, () => {
  it.each(['The node was interrupted', 'The node was interrupted.'])('says why, as a sentence: %s', (why) => {
    expect(outcomeUnknown(why)).toEqual({
      code: 'node.outcome_unknown',
      message: 'The node was interrupted. Whether the effect of the node happened is not known.',
      retryable: false,
    });
  });
});
