import { beforeAll, describe, expect, it } from 'vitest';
import { executionId, getExecution, getNodes } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { execute } from '../support/run-workflow.ts';
import { createUser, createWorkflow, node, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { node as drawn, playToEnd, record } from './support/play.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

async function run(nodes: Parameters<typeof createWorkflow>[1]['nodes'], input: object = {}) {
  const { id } = await createWorkflow(user, { nodes, connections: chain(nodes.map((one) => one.id).join(' → ')) });
  return execute(user, id, { input, wait: true });
}

describe('history', () => {
  it('is text that the database takes, whatever a node puts out', async () => {
    const made = node('made', 'action.set', {
      mode: 'json',
      json: { nul: '{{ String.fromCharCode(0) }}', half: '{{ String.fromCharCode(0xd800) }}', ok: '🧮' },
    });
    const reply = await run([node('start', 'trigger.manual'), made]);
    expect(reply.json.status).toBe('completed');
    const { output_data } = await getExecution(user, executionId(reply));
    expect(output_data).toEqual([{ nul: '\ufffd', half: '\ufffd', ok: '🧮' }]);
  });

  it('shows the input of a node, and where it came from', async () => {
    const reply = await run([node('start', 'trigger.manual'), node('end', 'logic.noop')], [{ n: 1 }, { n: 2 }]);
    const runs = await getNodes(user, executionId(reply));
    expect(runs[1]?.input_data).toEqual(runs[0]?.output_data);
  });

  it('is cut with a marker, node by node, once the outputs of an execution are too large', async () => {
    const large = Array.from({ length: 30 }, (_, index) =>
      drawn(`n${index}`, 'action.set', { config: { mode: 'json', json: { text: "{{ 'x'.repeat(300000) }}" } } }),
    );
    const nodes = [drawn('start', 'trigger.manual'), ...large];
    const ended = await playToEnd({ nodes, connections: chain(nodes.map(({ id }) => id).join(' → ')) });
    expect(ended.ending.status).toBe('completed');
    expect(record(ended, 'n0').outputData).toEqual({ main: [expect.anything()] });
    expect(record(ended, 'n29').outputData).toEqual({ truncated: true, bytes: expect.any(Number) });
    expect(JSON.stringify(ended).length).toBeLessThan(7_000_000);
  });

  it.each([1000, 10_000, 200_000])('takes an answer that is nested %d levels deep', async (levels) => {
    const ask = node('ask', 'action.http', { url: newTarget().url(`deep/${levels}`) });
    const reply = await run([node('start', 'trigger.manual'), ask]);
    expect([reply.status, reply.json.error_code]).toEqual([200, null]);
    expect((await getNodes(user, executionId(reply))).map((one) => one.status)).toEqual(['completed', 'completed']);
  });
});
