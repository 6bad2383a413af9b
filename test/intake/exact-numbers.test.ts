import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WorkflowNode } from '../../src/engine/workflow.ts';
import { canonicalKey } from '../../src/nodes/values/canonical.ts';
import { ExactNumber } from '../../src/numbers/exact-number.ts';
import { parseExactly } from '../../src/numbers/parse-json.ts';
import { call, callingGraph, publishCalled, runGraph } from '../support/executions/calling.ts';
import { executionId, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { execute, retry, runToEnd } from '../support/run-workflow.ts';
import { createUser, createWorkflow, node, publish, type Reply, send, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { exactNumeral } from '../support/texts/numerals.ts';
import { resting, starting, wait } from '../support/waits.ts';

const ID = '12345678901234567890';
const BODY = `{"id":${ID},"more":[-9007199254740993,123456789.123456789123,0.1,"1e400",{"${ID}":1e-400}],"most":1e400}`;
/** The same as Postgres may write it. */
const NUMBERS = [ID, '-9007199254740993', '123456789.123456789123'];
const id = new ExactNumber(ID);

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function expectNumbers(text: string): void {
  for (const number of NUMBERS) expect(text).toContain(number);
  expect(text).not.toMatch(/Infinity|rawJSON|12345678901234567[01]\d\d[^\d]|"(?:id|most)":null/);
}

/** Postgres may write a number in another way. */
function meaningOf(text = ''): string {
  return canonicalKey(parseExactly(text));
}

async function hook(config: WorkflowNode['config'], ...nodes: readonly WorkflowNode[]) {
  const all = [node('hook', 'trigger.webhook', config), ...nodes];
  return publish(user, { nodes: all, connections: chain(all.map((one) => one.id).join(' → ')) });
}

function deliver(webhook: string, body = BODY): Promise<Reply> {
  return send('POST', webhook, { body, headers: { 'content-type': 'application/json' } });
}

async function historyOf(execution: string): Promise<string> {
  const [row, nodes] = await Promise.all([
    user.api('GET', `/executions/${execution}`),
    user.api('GET', `/executions/${execution}/nodes?limit=100`),
  ]);
  return row.text + nodes.text;
}

describe('numbers of many digits', () => {
  it('come through a webhook that waits as they were sent', async () => {
    const respond = node('respond', 'action.respond', { respond_with: 'json', body: '{{ $json.body }}' });
    const { webhook } = await hook({ respond: 'respond_node' }, respond);
    const reply = await deliver(webhook);
    expect([reply.status, reply.text]).toEqual([200, BODY]);
    await untilStatus(user, executionId(reply), 'completed');
    expectNumbers(await historyOf(executionId(reply)));
  });

  it('come through whatever they are', async () => {
    const respond = node('respond', 'action.respond', { respond_with: 'json', body: '{{ $json.body }}' });
    const { webhook } = await hook({ respond: 'respond_node' }, respond);
    const body = `[${fc.sample(exactNumeral, 200).join(',')}]`;
    const reply = await deliver(webhook, body);
    expect([reply.status, reply.text]).toEqual([200, body]);
    await untilStatus(user, executionId(reply), 'completed');
    const { text } = await user.api('GET', `/executions/${executionId(reply)}`);
    expect(canonicalKey(parseExactly(text).input_data)).toBe(meaningOf(body));
  });

  it('come through a webhook that does not wait, an HTTP request and back', async () => {
    const target = newTarget();
    const post = node('post', 'action.http', {
      method: 'POST',
      url: target.url('echo'),
      query: { id: '{{ $json.body.id }}' },
      body: '{{ $json.body }}',
    });
    const read = node('read', 'action.set', {
      mode: 'json',
      json: { sent: '{{ $json.body.parseJson() }}', text: 'no. {{ $json.body.parseJson().id }}' },
    });
    const { webhook } = await hook({}, post, read);
    const execution = executionId(await deliver(webhook));
    await untilStatus(user, execution, 'completed');
    const [sent] = await target.calls();
    expect(sent?.path).toContain(`id=${ID}`);
    expect(meaningOf(sent?.body)).toBe(meaningOf(BODY));
    const history = await historyOf(execution);
    expectNumbers(history);
    expect(history).toContain(`no. ${ID}`);
  });

  it('are kept over a wait and what resumes it, in the object, and over its eviction', async () => {
    const keep = node('keep', 'action.set', {
      mode: 'json',
      json: { body: '{{ $json.body }}', before: '{{ $("make").first().json }}' },
    });
    const make = node('make', 'action.set', { mode: 'json', json: BODY });
    const target = newTarget();
    const post = node('post', 'action.http', { method: 'POST', url: target.url('echo') });
    const { id: execution, url } = await resting(user, post, make, wait(), keep);
    await evictDurableObject(env.EXECUTION_COORDINATOR.get(env.EXECUTION_COORDINATOR.idFromName(execution)));
    await send('POST', url, { body: BODY, headers: { 'content-type': 'application/json' } });
    await untilStatus(user, execution, 'completed');
    const { text } = await user.api('GET', `/executions/${execution}`);
    expect(text.split(ID).length).toBeGreaterThanOrEqual(5);
    expectNumbers(text);
  });

  it('are kept from the API to a called workflow and back, and by a retry', async () => {
    const called = await publishCalled(user, [
      node('next', 'action.set', { mode: 'json', json: { id: '{{ $json.id + 1 }}' } }),
    ]);
    const ended = await runGraph(user, callingGraph(call(called)), { id });
    expect((await user.api('GET', `/executions/${ended.id}`)).text).toContain('12345678901234567891');
    const again = await retry(user, ended.id);
    await untilStatus(user, String(again.json.id), 'completed');
    expect((await user.api('GET', `/executions/${again.json.id}`)).text).toContain('12345678901234567891');
  });

  it('are BigInts in code, and numbers again behind it', async () => {
    const code = node('code', 'action.code', {
      mode: 'each_item',
      code: `return { ...$json, type: typeof $json.id, text: String($json.more[1]), next: $json.id + 1n, made: 2n ** 64n, small: 5n, written: JSON.stringify($json.id) };`,
    });
    const respond = node('respond', 'action.respond', {});
    const { webhook } = await hook(
      { respond: 'respond_node' },
      node('body', 'action.set', { mode: 'json', json: '{{ $json.body }}' }),
      code,
      respond,
    );
    const { text } = await deliver(webhook);
    const made = '"type":"bigint","text":"123456789.123456789123","next":12345678901234567891';
    expect(meaningOf(text)).toBe(
      meaningOf(`${BODY.slice(0, -1)},${made},"made":18446744073709551616,"small":5,"written":"${ID}"}`),
    );
  });

  it('fail in code rather than lose digits', async () => {
    const code = node('code', 'action.code', { mode: 'each_item', code: 'return { a: $json.more[1] + 1 };' });
    const { id: workflow } = await createWorkflow(
      user,
      starting(node('make', 'action.set', { mode: 'json', json: BODY }), code),
    );
    const { error_code, error_message } = await untilStatus(user, executionId(await execute(user, workflow)), 'failed');
    expect([error_code, error_message]).toEqual(['code.threw', expect.stringContaining('123456789.123456789123')]);
  });

  it('are kept in a saved config and in pinned data, exported, imported, and evaluated', async () => {
    const set = node('set', 'action.set', { mode: 'json', json: { id } }, { pinned_data: [{ json: { pinned: id } }] });
    const graph = starting(set);
    const { id: workflow } = await createWorkflow(user, graph);
    const saved = await user.api('GET', `/workflows/${workflow}`);
    expect(saved.text).toContain(`{"id":${ID}}`);
    expect(saved.text).toContain(`{"pinned":${ID}}`);
    const exported = await user.api('GET', `/workflows/${workflow}/export`);
    expect(exported.text).toContain(`{"id":${ID}}`);
    const imported = await send('POST', `/api/v1/workspaces/${user.workspaceId}/workflows/import`, {
      body: exported.text,
      headers: { authorization: user.authorization, 'content-type': 'application/json' },
    });
    expect([imported.status, imported.text]).toEqual([201, expect.stringContaining(`{"id":${ID}}`)]);
    expect((await runToEnd(user, workflow)).status).toBe('completed');
  });

  it('may be all that a text holds, which stays a text', async () => {
    const { webhook } = await hook({});
    for (const body of [`"${ID}"`, '"1e400"', '"null"', '"{}"', ID]) {
      const execution = executionId(await deliver(webhook, body));
      await untilStatus(user, execution, 'completed');
      const { text } = await user.api('GET', `/executions/${execution}`);
      expect(text).toContain(`"input_data":${body},`);
    }
  });

  it('are told by an expression that would lose digits', async () => {
    const graph = starting(node('root', 'action.set', { mode: 'json', json: { root: '{{ Math.sqrt($json.id) }}' } }));
    const { id: workflow } = await createWorkflow(user, graph);
    const { error_code, error_message } = await untilStatus(
      user,
      executionId(await execute(user, workflow, { input: { id } })),
      'failed',
    );
    expect([error_code, error_message]).toEqual(['expression.number_too_long', expect.stringContaining(ID)]);
  });
});
