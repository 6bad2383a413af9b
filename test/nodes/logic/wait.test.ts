import { describe, expect, test } from 'vitest';
import { waitLogic } from '../../../src/nodes/logic/wait.ts';
import { NOW, outputsOf, runNode } from '../../support/node-run.ts';

const items = [{ n: 1 }, { n: 2 }];

describe('logic.wait', () => {
  test.each([
    [{ resume: 'after', amount: 90, unit: 'seconds' }, NOW + 90_000],
    [{ resume: 'after', amount: 365, unit: 'days' }, NOW + 365 * 86_400_000],
    [{ resume: 'at', date_time: '2026-03-05T12:00:00Z' }, Date.UTC(2026, 2, 5, 12)],
  ])('waits: %j', async (config, until) => {
    expect(await runNode(waitLogic, { items, config })).toEqual({ type: 'waiting', until });
  });

  test("reads a moment without an offset in the workflow's time zone", async () => {
    const config = { resume: 'at', date_time: '2026-03-29T03:30:00' };
    const result = await runNode(waitLogic, { items, config, timezone: 'Europe/Berlin' });
    expect(result).toEqual({ type: 'waiting', until: Date.UTC(2026, 2, 29, 1, 30) });
  });

  test('passes its items on when its time has come', async () => {
    const run = { items, config: { resume: 'after' }, resumed: true };
    expect((await outputsOf(waitLogic, run)).main).toEqual([
      { json: { n: 1 }, from: 0 },
      { json: { n: 2 }, from: 1 },
    ]);
  });

  test('does not wait for a moment that has passed', async () => {
    const config = { resume: 'at', date_time: '2020-01-01T00:00:00Z' };
    expect((await outputsOf(waitLogic, { items, config })).main).toHaveLength(2);
  });

  test.each([
    [{ resume: 'at', date_time: 'soon' }, 'wait.invalid_moment'],
    [{ resume: 'at', date_time: '2026-02-30T10:00' }, 'wait.invalid_moment'],
    [{ resume: 'at', date_time: '2026-03-01T25:61' }, 'wait.invalid_moment'],
    [{ resume: 'at', date_time: '9999-01-01' }, 'wait.too_long'],
    [{ resume: 'after', amount: -1 }, 'node.config_invalid'],
  ])('refuses %j', async (config, code) => {
    await expect(async () => runNode(waitLogic, { items, config })).rejects.toMatchObject({ code });
  });
});
