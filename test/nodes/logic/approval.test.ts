import { describe, expect, test } from 'vitest';
import { approvalLogic } from '../../../src/nodes/logic/approval.ts';
import { NOW, outputsOf, runNode } from '../../support/node-run.ts';

const items = [{ n: 1 }, { n: 2 }];
const decided_at = '2026-03-04T05:00:00.000Z';
const limit = { type: 'after', amount: 1, unit: 'days' };

describe('logic.approval', () => {
  test.each([
    [{}, null],
    [{ limit }, NOW + 86_400_000],
    [{ limit: { type: 'after', amount: 400, unit: 'days' } }, NOW + 400 * 86_400_000],
  ])('waits for a person: %j', async (config, until) => {
    expect(await runNode(approvalLogic, { items, config })).toEqual({ type: 'waiting', until });
  });

  test.each([
    [true, 'approved'],
    [false, 'rejected'],
  ])('with the decision %s its items go on by %s', async (approved, handle) => {
    const received = { approved, comment: 'why not', decided_at };
    const outputs = await outputsOf(approvalLogic, { items, resumed: true, received });
    const approval = { ...received, by: 'person' };
    expect(outputs).toEqual({
      [handle]: [
        { json: { n: 1, approval }, from: 0 },
        { json: { n: 2, approval }, from: 1 },
      ],
    });
  });

  test.each([
    [{}, 'rejected'],
    [{ on_limit: 'reject' }, 'rejected'],
    [{ on_limit: 'approve' }, 'approved'],
  ])('with %j its items go on at the limit by %s', async (config, handle) => {
    const outputs = await outputsOf(approvalLogic, { items, config: { limit, ...config }, resumed: true });
    const approval = {
      approved: handle === 'approved',
      comment: null,
      decided_at: '2026-03-04T05:06:07.000Z',
      by: 'limit',
    };
    expect(outputs[handle]?.map(({ json }) => json)).toEqual([
      { n: 1, approval },
      { n: 2, approval },
    ]);
  });

  test('fails at the limit if told so', async () => {
    const run = { items, config: { limit, on_limit: 'fail' }, resumed: true };
    await expect(runNode(approvalLogic, run)).rejects.toMatchObject({ code: 'approval.limit_reached' });
  });

  test('keeps the files of its items', async () => {
    const binary = { data: { data: btoa('PNG'), mime_type: 'image/png' } };
    const run = { inputs: { main: [{ json: {}, binary }] }, resumed: true, received: { approved: true } };
    expect((await outputsOf(approvalLogic, run)).approved?.[0]?.binary).toEqual(binary);
  });

  test.each([{ title: '' }, { approve_label: 'x'.repeat(51) }, { on_limit: 'wait' }, { message: 5 }])(
    'refuses %j',
    async (config) => {
      await expect(async () => runNode(approvalLogic, { items, config })).rejects.toMatchObject({
        code: 'node.config_invalid',
      });
    },
  );
});
