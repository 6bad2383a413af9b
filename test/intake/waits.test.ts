import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import type { WorkflowNode } from '../../src/engine/workflow.ts';
import { type OpenWait, openWaitListSchema } from '../../src/executions/waits.schemas.ts';
import { createResumeLinks } from '../../src/security/resume-links.ts';
import { signBytes } from '../../src/security/signatures.ts';
import { executionId, getExecution, getNodes, PATIENCE, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { rowOf } from '../support/queued-execution.ts';
import { createUser, createWorkflow, node, post, publish, send, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';

/** As the Worker of the tests makes them. */
const links = createResumeLinks({ secret: env.ENCRYPTION_KEY, publicUrl: '' });

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function wait(config: JsonObject = {}, more: Partial<WorkflowNode> = {}): WorkflowNode {
  return node('wait', 'logic.wait', { resume: 'webhook', ...config }, more);
}

/** start → … */
function starting(...nodes: readonly WorkflowNode[]) {
  const all = [node('start', 'trigger.manual'), ...nodes];
  return { nodes: all, connections: chain(all.map(({ id }) => id).join(' → ')) };
}

async function start(...nodes: readonly WorkflowNode[]): Promise<string> {
  const { id } = await createWorkflow(user, starting(...nodes));
  return executionId(await user.api('POST', `/workflows/${id}/execute`, {}));
}

async function openWaits(id: string): Promise<readonly OpenWait[]> {
  return openWaitListSchema.parse((await user.api('GET', `/executions/${id}/waits`)).json).data;
}

/** The URL of the only wait of an execution, once it is there. */
async function urlOf(id: string): Promise<string> {
  return vi.waitFor(async () => {
    const [open, another] = await openWaits(id);
    expect([typeof open?.url, another]).toEqual(['string', undefined]);
    return open?.url ?? '';
  }, PATIENCE);
}

/** An execution that rests at its wait, and the URL that resumes it. */
async function resting(...nodes: readonly WorkflowNode[]): Promise<{ id: string; url: string }> {
  const id = await start(...nodes);
  await untilStatus(user, id, 'waiting');
  return { id, url: await urlOf(id) };
}

describe('an execution that waits for a call', () => {
  it('goes on with it', async () => {
    const { id, url } = await resting(wait());
    const reply = await post(`${url}?x=1`, { yes: true }, { 'x-ours': 'a' });
    expect([reply.status, reply.json, reply.headers.get('linkflow-execution-id')]).toEqual([
      200,
      { resumed: true },
      id,
    ]);
    const { output_data } = await untilStatus(user, id, 'completed');
    const headers = expect.objectContaining({ 'x-ours': 'a' });
    expect(output_data).toEqual([
      { method: 'POST', headers, query: { x: '1' }, body: { yes: true }, resumed_by: 'call' },
    ]);
    expect(await openWaits(id)).toEqual([]);
  });

  it('answers as its node says, in the sandbox of all that workflows answer', async () => {
    const response = { status: 201, body: '<script>1</script>', headers: { 'Content-Type': 'text/html' } };
    const { url } = await resting(wait({ methods: ['GET'], response }));
    const reply = await send('GET', url);
    expect([reply.status, reply.text, reply.headers.get('content-type')]).toEqual([201, response.body, 'text/html']);
    expect(reply.headers.get('content-security-policy')).toMatch(/^sandbox /);
  });

  it('takes one of two calls that come together', async () => {
    const { id, url } = await resting(wait());
    const replies = await Promise.all([post(url, { n: 1 }), post(url, { n: 2 }), post(url, { n: 3 })]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const refused = replies.filter(({ status }) => status === 409);
    expect(refused.map(({ json }) => json.code)).toEqual(['waits.already_resumed', 'waits.already_resumed']);
    const winner = replies.findIndex(({ status }) => status === 200);
    expect((await untilStatus(user, id, 'completed')).output_data).toMatchObject([{ body: { n: winner + 1 } }]);
    expect((await post(url, {})).json.code).toBe('waits.already_resumed');
  });

  it('outlives its object', async () => {
    const { id, url } = await resting(wait());
    await evictDurableObject(env.EXECUTION_COORDINATOR.get(env.EXECUTION_COORDINATOR.idFromName(id)));
    expect((await post(url, { n: 1 })).status).toBe(200);
    expect((await untilStatus(user, id, 'completed')).output_data).toMatchObject([{ body: { n: 1 } }]);
  });

  it('takes a call that comes while its runner has it still', async () => {
    const target = newTarget();
    const call = node('call', 'action.http', { method: 'POST', url: target.url('hold') });
    const { nodes, connections } = starting(wait());
    const graph = { nodes: [...nodes, call], connections: [...connections, { source: 'start', target: 'call' }] };
    const { id: workflow } = await createWorkflow(user, graph);
    const id = executionId(await user.api('POST', `/workflows/${workflow}/execute`, {}));
    const url = await urlOf(id);
    expect([(await post(url, { n: 1 })).status, (await rowOf(id)).status]).toEqual([200, 'running']);
    await target.open();
    await untilStatus(user, id, 'completed');
    expect((await getNodes(user, id)).map((run) => [run.node_id, run.status]).sort()).toEqual([
      ['call', 'completed'],
      ['start', 'completed'],
      ['wait', 'completed'],
    ]);
  });

  it('goes on by itself at its limit', async () => {
    const id = await start(wait({ limit: { type: 'after', amount: 0.3, unit: 'seconds' } }));
    expect((await untilStatus(user, id, 'completed')).output_data).toEqual([{ resumed_by: 'limit' }]);
    const url = links.url({ purpose: 'resume', executionId: id, nodeId: 'wait' });
    expect(await post(url, {})).toMatchObject({ status: 410, json: { code: 'waits.over' } });
  });

  it('takes nothing any more once it is cancelled', async () => {
    const { id, url } = await resting(wait());
    await user.api('POST', `/executions/${id}/cancel`);
    expect(await post(url, {})).toMatchObject({ status: 410, json: { code: 'waits.over' } });
    await untilStatus(user, id, 'cancelled');
    expect((await post(url, {})).status).toBe(410);
  });

  it('waits for each round of a loop anew, by the same URL', async () => {
    const nodes = [node('start', 'trigger.manual'), node('loop', 'logic.loop'), wait(), node('end', 'logic.noop')];
    const connections = [...chain('start → loop:loop → wait → loop'), ...chain('loop:done → end')];
    const { id: workflow } = await createWorkflow(user, { nodes, connections });
    const id = executionId(await user.api('POST', `/workflows/${workflow}/execute`, { input: [{ n: 1 }, { n: 2 }] }));
    const first = await urlOf(id);
    expect((await post(first, { round: 1 })).status).toBe(200);
    expect(await urlOf(id)).toBe(first);
    expect((await post(first, { round: 2 })).status).toBe(200);
    const { output_data } = await untilStatus(user, id, 'completed');
    expect(output_data).toMatchObject([{ body: { round: 1 } }, { body: { round: 2 } }]);
  });
});

describe('the URL of a wait', () => {
  it('is known to the nodes before it, and too early for a call until the wait is there', async () => {
    const target = newTarget();
    const mail = node('mail', 'action.http', {
      method: 'POST',
      url: target.url('hold'),
      body_type: 'json',
      body: { any: '{{ $execution.resumeUrl }}', one: "{{ $('wait').resumeUrl }}" },
    });
    const id = await start(mail, wait());
    const [sent] = await vi.waitFor(async () => {
      const calls = await target.calls();
      expect(calls).toHaveLength(1);
      return calls;
    }, PATIENCE);
    const { any, one } = JSON.parse(sent?.body ?? '{}');
    for (const early of [any, one]) {
      const reply = await post(early, {});
      expect([reply.status, reply.json.code, reply.headers.get('retry-after')]).toEqual([409, 'waits.not_open', '5']);
    }
    await target.open();
    expect(await urlOf(id)).toBe(one);
    expect((await post(any, { by: 'any' })).status).toBe(200);
    expect((await untilStatus(user, id, 'completed')).output_data).toMatchObject([{ body: { by: 'any' } }]);
  });

  it('that names no node is not enough when several wait', async () => {
    const { nodes, connections } = starting(wait());
    const other = node('other', 'logic.wait', { resume: 'webhook' });
    const show = node('show', 'action.set', { mode: 'json', json: { url: '{{ $execution.resumeUrl }}' } });
    const graph = {
      nodes: [...nodes, other, show],
      connections: [...connections, { source: 'start', target: 'other' }, { source: 'start', target: 'show' }],
    };
    const { id: workflow } = await createWorkflow(user, graph);
    const id = executionId(await user.api('POST', `/workflows/${workflow}/execute`, {}));
    await untilStatus(user, id, 'waiting');
    const shown = (await getNodes(user, id)).find((run) => run.node_id === 'show');
    const url = JSON.stringify(shown?.output_data).match(/\/resume\/[^"]+/)?.[0] ?? '';
    expect(await post(url, {})).toMatchObject({ status: 409, json: { code: 'waits.ambiguous' } });
    for (const { url: one } of await openWaits(id)) expect((await post(one, {})).status).toBe(200);
    await untilStatus(user, id, 'completed');
  });

  it('leads nowhere when it is forged, and tells nothing of what there is', async () => {
    const { url } = await resting(wait());
    const [, , id = '', nodeId = '', signature = ''] = url.split('/');
    const nowhere = '019a0000-0000-7000-8000-00000000dead';
    const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    const forged = [
      `/resume/${id}/${nodeId}/${flipped}`,
      `/resume/${id}/~/${signature}`,
      `/resume/${id}/other/${signature}`,
      `/resume/${nowhere}/${nodeId}/${signature}`,
      `/resume/${id.toUpperCase()}/${nodeId}/${signature}`,
      `/resume/x/${nodeId}/${signature}`,
      `/resume/%00/%zz/${signature}`,
      `/approvals/${id}/${nodeId}/${signature}`,
    ];
    for (const path of forged) expect([path, (await post(path, {})).status]).toEqual([path, 404]);
    expect((await post(forged[0] ?? '', {})).json.code).toBe('waits.not_found');
    expect((await post(url, {})).status).toBe(200);
  });
});

describe('a call that its wait does not take', () => {
  it('by its method changes nothing', async () => {
    const { url } = await resting(wait({ methods: ['POST', 'PUT'] }));
    for (const method of ['GET', 'HEAD', 'DELETE']) {
      const reply = await send(method, url);
      expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'POST, PUT']);
    }
    expect((await send('PUT', url)).status).toBe(200);
  });

  it.each([
    ['broken JSON', '{"a":', 'application/json', 400, 'input.malformed_json'],
    ['NUL in JSON', '{"a":"\\u0000"}', 'application/json', 400, 'input.nul_byte'],
    ['NUL in a form', 'a=%00', 'application/x-www-form-urlencoded', 400, 'input.nul_byte'],
    ['a broken form', 'x', 'multipart/form-data', 400, 'input.malformed_form'],
    ['too many bytes', 'x'.repeat(10 * 1024 * 1024 + 1), 'text/plain', 413, 'input.too_large'],
  ])('by its body, %s, changes nothing', async (_name, body, type, status, code) => {
    const { url } = await resting(wait());
    const reply = await send('POST', url, { body, headers: { 'content-type': type } });
    expect([reply.status, reply.json.code]).toEqual([status, code]);
    expect((await send('POST', `${url}?a=%00`, {})).status).toBe(400);
    expect((await post(url, {})).status).toBe(200);
  });
});

describe('a wait that wants to know who calls', () => {
  async function credential(type: string, data: JsonObject): Promise<string> {
    const reply = await user.api('POST', '/credentials', { name: type, type, data });
    return String(reply.json.id);
  }

  it('takes what is signed with the secret of its credential', async () => {
    const credentials = await credential('crypto', { hmac_secret: 'a secret' });
    const { id, url } = await resting(wait({ authentication: { type: 'hmac_sha256' } }, { credentials }));
    const body = '{"n":1}';
    const sign = (secret: string) =>
      signBytes(secret, new TextEncoder().encode(body), { encoding: 'hex', prefix: 'sha256=' });
    const deliver = (signature: string) =>
      send('POST', url, { body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature } });
    expect(await post(url, { n: 1 })).toMatchObject({ status: 401, json: { code: 'waits.unauthenticated' } });
    expect((await deliver(await sign('another secret'))).status).toBe(401);
    expect((await deliver(await sign('a secret'))).status).toBe(200);
    await untilStatus(user, id, 'completed');
  });

  it.each([
    ['basic', { username: 'ada', password: 'hush-hush' }, { authorization: `Basic ${btoa('ada:hush-hush')}` }, ''],
    ['header', { name: 'X-Token', value: 'hush-hush' }, { 'x-token': 'hush-hush' }, ''],
    ['query', { name: 'token', value: 'hush-hush' }, {}, '?token=hush-hush'],
  ])('takes a call with its %s credential, which it keeps nowhere', async (type, data, headers: object, query) => {
    const credentials = await credential(type, data);
    const { id, url } = await resting(wait({ authentication: { type: 'credential' } }, { credentials }));
    expect((await post(url, {})).status).toBe(401);
    expect((await post(url, {}, { authorization: 'Basic x', 'x-token': 'hush' })).status).toBe(401);
    expect((await post(`${url}${query}`, {}, { ...headers })).status).toBe(200);
    await untilStatus(user, id, 'completed');
    const history = JSON.stringify([await getExecution(user, id), await getNodes(user, id)]);
    expect(history).not.toContain('hush-hush');
    expect(history).not.toContain(btoa('ada:hush-hush'));
  });
});

describe('the list of waits', () => {
  it('says what an execution waits for, without what its callers are answered', async () => {
    const { id } = await resting(wait({ limit: { type: 'after', amount: 365, unit: 'days' } }));
    expect(await openWaits(id)).toEqual([
      {
        ...{ node_id: 'wait', run_index: 0, kind: 'webhook', url: expect.stringMatching(/^\/resume\//) },
        ...{ created_at: expect.any(String), expires_at: expect.any(String) },
        details: { methods: ['POST'], authentication: { type: 'none' } },
      },
    ]);
  });

  it('is nothing to strangers', async () => {
    const { id } = await resting(wait());
    const stranger = await createUser();
    expect((await stranger.api('GET', `/executions/${id}/waits`)).status).toBe(404);
  });
});

describe('a caller who waits for an execution that rests', () => {
  it('of a webhook gets the answer of its last node', async () => {
    const hook = node('hook', 'trigger.webhook', { respond: 'last_node' });
    const target = newTarget();
    const mail = node('mail', 'action.http', {
      ...{ method: 'POST', url: target.url('echo'), body_type: 'json', body: "{{ {url: $('wait').resumeUrl} }}" },
    });
    const show = node('show', 'action.set', { mode: 'json', json: { told: '{{ $json.body.say }}' } });
    const connections = chain('hook → mail → wait → show');
    const { webhook } = await publish(user, { nodes: [hook, mail, wait(), show], connections });
    const answered = post(webhook, {});
    const url = await vi.waitFor(async () => {
      const [sent] = await target.calls();
      return String(JSON.parse(sent?.body ?? '').url);
    }, PATIENCE);
    await vi.waitFor(async () => expect((await post(url, { say: 'hello' })).status).toBe(200), PATIENCE);
    const reply = await answered;
    expect([reply.status, reply.json]).toEqual([200, { told: 'hello' }]);
  });

  it('of the API gets what came of it, or 202 when patience is over', async () => {
    const { id: workflow } = await createWorkflow(user, starting(wait()));
    const run = { wait: true, timeout_seconds: 1 };
    const reply = await user.api('POST', `/workflows/${workflow}/execute`, run);
    expect(reply.status).toBe(202);
    await untilStatus(user, executionId(reply), 'waiting');
    const ended = user.api('POST', `/workflows/${workflow}/execute`, { wait: true });
    const id = await vi.waitFor(async () => {
      const { json } = await user.api('GET', `/executions?workflow_id=${workflow}&status=waiting`);
      const found = Array.isArray(json.data) ? json.data.map((one) => String(one.id)) : [];
      const [other] = found.filter((one) => one !== executionId(reply));
      expect(other).toBeDefined();
      return String(other);
    }, PATIENCE);
    await post(await urlOf(id), { n: 1 });
    const { status, json } = await ended;
    expect([status, json]).toMatchObject([
      200,
      { execution_id: id, status: 'completed', output_data: [{ body: { n: 1 } }] },
    ]);
  });

  it('gets what a node has answered before the wait', async () => {
    const hook = node('hook', 'trigger.webhook', { respond: 'respond_node' });
    const answer = node('answer', 'action.respond', {
      respond_with: 'json',
      body: { url: '{{ $execution.resumeUrl }}' },
    });
    const connections = chain('hook → answer → wait');
    const { webhook } = await publish(user, { nodes: [hook, answer, wait()], connections });
    const reply = await post(webhook, {});
    const id = executionId(reply);
    await untilStatus(user, id, 'waiting');
    expect((await post(String(reply.json.url), {})).status).toBe(200);
    await untilStatus(user, id, 'completed');
  });
});
