import { describe, expect, it } from 'vitest';
import { disturb } from '../../scripts/local/workers/queue-faults.js';
import { createChance } from '../faults/world/chance.ts';

const MESSAGES = Array.from({ length: 1000 }, (_, index) => ({ id: String(index) }));

describe('a queue that is told to deliver badly', () => {
  it('drops some messages whole, and spreads the copies of the others', () => {
    const { next } = createChance(1);
    const came = disturb(MESSAGES, { dropped: 0.05, copies: 3, spreadSeconds: 2 }, next);
    const [left] = [came.length / 3];
    expect(left).toBeGreaterThan(920);
    expect(left).toBeLessThan(980);
    expect(new Set(came.map(({ id }) => id)).size).toBe(came.length);
    const order = came.toSorted((one, other) => one.delaySeconds - other.delaySeconds).map(({ id }) => id);
    expect(order).not.toEqual(came.map(({ id }) => id));
    expect(came.every(({ delaySeconds }) => delaySeconds >= 0 && delaySeconds <= 2)).toBe(true);
  });
});
