import { beforeAll, describe, expect, it } from 'vitest';
import type { KeepData, WorkflowNode } from '../../../src/engine/workflow.ts';
import { getNodes } from '../../support/executions.ts';
import { retry } from '../../support/run-workflow.ts';
import { createUser, node, type User } from '../../support/running-app.ts';
import { tablesWith } from '../../support/texts/canary.ts';
import { graphOf, newCanary, runIt, start } from './canary-runs.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function keeping(keep_data: KeepData, one: WorkflowNode): WorkflowNode {
  return { ...one, settings: { ...one.settings, keep_data } };
}

describe('a node that keeps no data', () => {
  it('hides what it takes in and brings forth, and nothing else', async () => {
    const canary = newCanary();
    const [make, other] = [
      keeping('none', node('make', 'action.set', { mode: 'json', json: { text: canary.slice(0, 10) } })),
      node('other', 'action.set', { mode: 'json', json: { fine: 'visible' } }),
    ];
    const id = await runIt(user, graphOf([start, make, other]), { secret: canary });
    const runs = await getNodes(user, id);
    expect(runs.map(({ output_data }) => output_data)).toEqual([
      { redacted: 'none' },
      { redacted: 'none' },
      { main: [expect.objectContaining({ json: { fine: 'visible' } })] },
    ]);
    expect(runs[2]?.input_data).toEqual({ redacted: 'none' });
    expect(await tablesWith(canary)).toEqual([]);
  });

  it('tells the shape where that is kept', async () => {
    const make = keeping(
      'shape',
      node('make', 'action.set', { mode: 'json', json: { n: '{{ 1 }}', list: [{ a: 'x' }], none: null } }),
    );
    const id = await runIt(user, graphOf([start, make]), {});
    expect((await getNodes(user, id))[1]?.output_data).toEqual({
      redacted: 'shape',
      shape: {
        type: 'object',
        properties: {
          main: {
            type: 'array',
            length: 1,
            items: {
              type: 'object',
              properties: expect.objectContaining({
                json: {
                  type: 'object',
                  properties: {
                    n: { type: 'number' },
                    list: {
                      type: 'array',
                      length: 1,
                      items: { type: 'object', properties: { a: { type: 'string' } } },
                    },
                    none: { type: 'null' },
                  },
                },
              }),
            },
          },
        },
      },
    });
  });

  it('lets what failed be performed again from the start, and tells what it cannot reuse', async () => {
    const make = keeping('none', node('make', 'action.set', { mode: 'json', json: { a: 1 } }));
    const fails = node('fails', 'action.code', { code: 'throw new Error("no");' });
    const id = await runIt(user, graphOf([start, node('between', 'logic.noop'), make, fails]), { n: 1 });
    expect((await user.api('GET', `/executions/${id}`)).json).toMatchObject({ status: 'failed', input_data: { n: 1 } });
    expect((await retry(user, id)).status).toBe(202);
    expect(await retry(user, id, { from: 'failed_node' })).toMatchObject({
      status: 409,
      json: { code: 'executions.data_not_kept', errors: [{ node_id: expect.stringMatching(/between|make/) }] },
    });
  });

  it('can be performed again from the start, for the trigger is kept', async () => {
    const make = keeping('none', node('make', 'action.set', { mode: 'json', json: { a: 1 } }));
    const between = node('between', 'logic.noop');
    const id = await runIt(user, graphOf([start, between, make]), { n: 1 });
    expect((await retry(user, id)).status).toBe(202);
  });
});
