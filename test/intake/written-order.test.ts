import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/engine/json.ts';
import type { WorkflowNode } from '../../src/engine/workflow.ts';
import { newId } from '../../src/shared/ids.ts';
import { call, executionsOf, publishCalled, runGraph, startGraph } from '../support/executions/calling.ts';
import { expectAsWritten } from '../support/executions/written-json.ts';
import { executionId, getExecution, getNodes, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { deliver } from '../support/queue.ts';
import { queueExecution } from '../support/queued-execution.ts';
import { execute, retry, runToEnd, startExecution } from '../support/run-workflow.ts';
import { createUser, createWorkflow, node, type Published, post, publish, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { resting, starting, wait, waitUrl } from '../support/waits.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

const noop = node('noop', 'logic.noop');

/** An item of each object of a body that came in. */
const split = node('split', 'action.split_out', { fields: ['body'] });

/** hook → split → … */
function hooked(config: JsonObject, ...more: readonly WorkflowNode[]): Promise<Published> {
  const nodes = [node('hook', 'trigger.webhook', config), split, ...more];
  return publish(user, { nodes, connections: chain(nodes.map(({ id }) => id).join(' → ')) });
}

function parsed(text: string): unknown {
  return JSON.parse(text);
}

async function outputOf(id: string): Promise<JsonValue> {
  return (await untilStatus(user, id, 'completed')).output_data;
}

/** The items that a node put out, as history shows them. */
async function itemsOf(id: string, nodeId: string): Promise<unknown> {
  const run = (await getNodes(user, id)).find(({ node_id }) => node_id === nodeId);
  const { main } = Object(run?.output_data);
  return main.map(({ json }: { json: unknown }) => json);
}

/** The items that came into a node, as history shows them. */
async function inputOf(id: string, nodeId: string): Promise<unknown> {
  const run = (await getNodes(user, id)).find(({ node_id }) => node_id === nodeId);
  const { main } = Object(run?.input_data);
  return main.map(({ json }: { json: unknown }) => json);
}

describe('what is sent to a webhook', () => {
  it('comes back as it was written, to a caller who waits', async () => {
    const { webhook } = await hooked({ respond: 'last_node', response: { body: 'all_items' } }, noop);
    await expectAsWritten(async (objects) => parsed((await post(webhook, objects)).text));
  });

  it('comes back to a caller who waits for what has an effect', async () => {
    const effect = node('effect', 'action.http', { method: 'POST', url: newTarget().url('echo') });
    const again = node('again', 'action.set', { mode: 'json', json: { one: ["{{ $('split').item.json }}"] } });
    const bare = node('bare', 'action.split_out', { fields: ['one'] });
    const { webhook } = await hooked({ respond: 'last_node', response: { body: 'all_items' } }, effect, again, bare);
    await expectAsWritten(async (objects) => parsed((await post(webhook, objects)).text));
  });

  it('is what goes on for a caller who does not wait', async () => {
    const { webhook } = await hooked({}, noop);
    await expectAsWritten(async (objects) => outputOf(executionId(await post(webhook, objects))));
  });

  it('is told again to a caller who repeats a delivery', async () => {
    const { webhook } = await hooked({ respond: 'last_node', response: { body: 'all_items' } }, noop);
    await expectAsWritten(async (objects) => {
      const headers = { 'webhook-id': newId(Date.now()) };
      const first = await post(webhook, objects, headers);
      const second = await post(webhook, objects, headers);
      expect([second.headers.get('linkflow-duplicate'), second.text]).toEqual(['true', first.text]);
      return parsed(second.text);
    });
  });

  it('is told by a respond node, and again by the repeated delivery', async () => {
    const answer = node('answer', 'action.respond', { respond_with: 'json', body: '{{ $json.body }}' });
    const nodes = [node('hook', 'trigger.webhook', { respond: 'respond_node' }), answer];
    const { webhook } = await publish(user, { nodes, connections: chain('hook → answer') });
    await expectAsWritten(async (objects) => {
      const headers = { 'webhook-id': newId(Date.now()) };
      const first = await post(webhook, objects, headers);
      expect((await post(webhook, objects, headers)).text).toBe(first.text);
      return parsed(first.text);
    });
  });

  it('is shown in the history of the execution and of its nodes', async () => {
    const { webhook } = await hooked({}, noop);
    await expectAsWritten(async (objects) => {
      const id = executionId(await post(webhook, objects));
      const shown = [await outputOf(id), (await getExecution(user, id)).input_data, await inputOf(id, 'noop')];
      expect(shown.map((one) => JSON.stringify(one))).toEqual(shown.map(() => JSON.stringify(objects)));
      return itemsOf(id, 'split');
    });
  });

  it('is sent on as it was written', async () => {
    const target = newTarget();
    const forward = node('forward', 'action.http', {
      method: 'POST',
      url: target.url('echo'),
      body: '{{ $json.body }}',
    });
    const nodes = [node('hook', 'trigger.webhook'), forward];
    const { webhook } = await publish(user, { nodes, connections: chain('hook → forward') });
    await expectAsWritten(async (objects) => {
      await outputOf(executionId(await post(webhook, objects)));
      return parsed((await target.calls()).at(-1)?.body ?? '');
    });
  });
});

describe('what an execution starts with', () => {
  it('is kept by the queue', async () => {
    const { id } = await createWorkflow(user, starting(noop));
    await expectAsWritten(async (inputData) => {
      const queued = await queueExecution(user, id, { inputData });
      await deliver([{ execution_id: queued }]);
      return outputOf(queued);
    });
  });

  it('is kept by the API, whether its caller waits or not', async () => {
    const { id } = await createWorkflow(user, starting(noop));
    await expectAsWritten(async (input) => {
      const waited = await execute(user, id, { input, wait: true });
      const stored = await outputOf(await startExecution(user, id, input));
      expect(JSON.stringify(waited.json.output_data)).toBe(JSON.stringify(stored));
      return stored;
    });
  });

  it('is what a retry starts with', async () => {
    const { id } = await createWorkflow(user, starting(noop));
    await expectAsWritten(async (input) => {
      const first = await runToEnd(user, id, input);
      return outputOf(String((await retry(user, first.id)).json.id));
    });
  });

  it('is what a retry from the failed node goes on with', async () => {
    await expectAsWritten(async (input) => {
      const call = node('call', 'action.http', { method: 'POST', url: newTarget().url('fail/1') });
      const once = { settings: { execute_once: true } };
      const again = node('again', 'action.split_out', { fields: ['all'] });
      const all = node('all', 'action.set', {
        mode: 'json',
        json: { all: "{{ $('noop').all().map((one) => one.json) }}" },
      });
      const id = await startGraph(user, starting(noop, { ...call, ...once }, { ...all, ...once }, again), input);
      await untilStatus(user, id, 'failed');
      const retried = String((await retry(user, id, { from: 'failed_node' })).json.id);
      const output = await outputOf(retried);
      expect(JSON.stringify(await itemsOf(retried, 'noop'))).toBe(JSON.stringify(input));
      return output;
    }, 2);
  });

  it('is what is reused when a part is run again', async () => {
    const { id } = await createWorkflow(user, starting(noop, node('last', 'logic.noop')));
    await expectAsWritten(async (input) => {
      const { id: reuse_execution_id } = await runToEnd(user, id, input);
      return outputOf(executionId(await execute(user, id, { start_node_id: 'last', reuse_execution_id })));
    });
  });
});

describe('what an execution waits for', () => {
  it('comes to it as it was written, by a call', async () => {
    await expectAsWritten(async (objects) => {
      const { id, url } = await resting(user, wait(), split);
      await post(url, objects);
      return outputOf(id);
    }, 2);
  });

  it('leaves what it had before as it was written', async () => {
    const back = node('back', 'action.set', {
      mode: 'json',
      json: "{{ ({ all: $('start').all().map((one) => one.json) }) }}",
    });
    const nodes = starting(wait(), back, node('list', 'action.split_out', { fields: ['all'] }));
    await expectAsWritten(async (objects) => {
      const id = await startGraph(user, nodes, objects);
      await untilStatus(user, id, 'waiting');
      await post(await waitUrl(user, id), {});
      return outputOf(id);
    }, 2);
  });

  it('is answered as its node says', async () => {
    await expectAsWritten(async (objects) => {
      const response = { body: JSON.stringify(objects), headers: { 'x-b': '1', 'x-aa': '2' } };
      const { url } = await resting(user, wait({ response }));
      return parsed((await post(url, {})).text);
    }, 2);
  });
});

describe('what goes from workflow to workflow', () => {
  it('goes and comes back as it was written, all at once and one by one', async () => {
    const called = await publishCalled(user, [noop]);
    for (const mode of ['once', 'each']) {
      const graph = starting(call(called, mode === 'each' ? { mode } : {}));
      await expectAsWritten(async (objects) => (await runGraph(user, graph, objects)).output_data, 2);
    }
  });

  it('starts the called one as it was written', async () => {
    await expectAsWritten(async (objects) => {
      const called = await publishCalled(user, [noop]);
      await runGraph(user, starting(call(called)), objects);
      const [id = ''] = await executionsOf(user, called);
      return (await getExecution(user, id)).input_data;
    }, 2);
  });
});

describe('what nodes keep', () => {
  it('goes through the removal of duplicates', async () => {
    const once = node('once', 'action.remove_duplicates', { operation: 'seen_before', value: '{{ $itemIndex }}' });
    await expectAsWritten(async (objects) => (await runGraph(user, starting(once), objects)).output_data, 2);
  });

  it('is listed with the execution in the order in which it was saved', async () => {
    const data = ['zeta', 'b', 'aa', 'B'].map((key) => ({ key, value: key }));
    const keep = node('keep', 'action.execution_data', { data });
    const { id, metadata } = await runGraph(user, starting(keep), [{}]);
    expect(Object.keys(metadata ?? {})).toEqual(['zeta', 'b', 'aa', 'B']);
    const listed = await user.api('GET', '/executions?metadata_key=B&metadata_value=B');
    expect(listed.json.data).toMatchObject([{ id, metadata }]);
    expect((await user.api('GET', '/executions?metadata_key=B&metadata_value=b')).json.data).toEqual([]);
  });
});
