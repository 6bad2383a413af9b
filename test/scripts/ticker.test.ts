import { describe, expect, it } from 'vitest';
import { startTicker, untilNextTick } from '../../scripts/local/ticker.ts';

describe('the ticker', () => {
  it('comes just after the minute, whenever it was started', () => {
    const minute = Date.UTC(2030, 0, 1, 12, 7);
    const next = (now: number) => now + untilNextTick(now, 60) - minute;
    expect([next(minute), next(minute + 1), next(minute + 59_999)]).toEqual([60_015, 60_015, 60_015]);
    expect(next(minute + 60_000)).toBe(120_015);
    expect(untilNextTick(minute + 250, 0.5)).toBe(265);
  });

  it('ticks at once for all triggers, and no more once it is stopped', async () => {
    const ticks: string[] = [];
    const tick = async (cron: string): Promise<void> => void ticks.push(cron);
    const stop = startTicker({ tick }, ['* * * * *', '17 3 * * *'], 3600);
    stop();
    await Promise.resolve();
    expect(ticks).toEqual(['* * * * *', '17 3 * * *']);
  });
});
