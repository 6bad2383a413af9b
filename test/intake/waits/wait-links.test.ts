import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { signBytes } from '../../../src/security/signatures.ts';
import { getExecution, getNodes, PATIENCE, untilStatus } from '../../support/executions.ts';
import { createUser, node, post, send, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';
import { openWaits, resting, startExecution, starting, wait, waitUrl } from '../../support/waits.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

describe('the URL of a wait', () => {
  it('can be read by earlier nodes, and takes no call before the wait is open', async () => {
    const target = newTarget();
    const mail = node('mail', 'action.http', {
      method: 'POST',
      url: target.url('hold'),
      body_type: 'json',
      body: { any: '{{ $execution.resumeUrl }}', one: "{{ $('wait').resumeUrl }}" },
    });
    const id = await startExecution(user, starting(mail, wait()));
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
    expect(await waitUrl(user, id)).toBe(one);
    expect((await post(any, { by: 'any' })).status).toBe(200);
    expect((await untilStatus(user, id, 'completed')).output_data).toMatchObject([{ body: { by: 'any' } }]);
  });

  it('without a node is refused when several nodes wait', async () => {
    const { nodes, connections } = starting(wait());
    const other = node('other', 'logic.wait', { resume: 'webhook' });
    const show = node('show', 'action.set', { mode: 'json', json: { url: '{{ $execution.resumeUrl }}' } });
    const graph = {
      nodes: [...nodes, other, show],
      connections: [...connections, { source: 'start', target: 'other' }, { source: 'start', target: 'show' }],
    };
    const id = await startExecution(user, graph, {});
    await untilStatus(user, id, 'waiting');
    const shown = (await getNodes(user, id)).find((run) => run.node_id === 'show');
    const url = JSON.stringify(shown?.output_data).match(/\/resume\/[^"]+/)?.[0] ?? '';
    expect(await post(url, {})).toMatchObject({ status: 409, json: { code: 'waits.ambiguous' } });
    for (const { url: one } of await openWaits(user, id)) expect((await post(one, {})).status).toBe(200);
    await untilStatus(user, id, 'completed');
  });

  it('leads nowhere when it is forged, and does not tell what exists', async () => {
    const { url } = await resting(user, wait());
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
    const { url } = await resting(user, wait({ methods: ['POST', 'PUT'] }));
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
    ['too much once it is JSON', '\u0001'.repeat(3_000_000), 'text/plain', 413, 'input.too_large'],
    ['too many bytes', 'x'.repeat(10 * 1024 * 1024 + 1), 'text/plain', 413, 'input.too_large'],
  ])('by its body, %s, changes nothing', async (_name, body, type, status, code) => {
    const { url } = await resting(user, wait());
    const reply = await send('POST', url, { body, headers: { 'content-type': type } });
    expect([reply.status, reply.json.code]).toEqual([status, code]);
    expect((await send('POST', `${url}?a=%00`, {})).status).toBe(400);
    expect((await post(url, {})).status).toBe(200);
  });
});

describe('a wait with authentication', () => {
  async function credential(type: string, data: JsonObject): Promise<string> {
    const hosts = type === 'crypto' ? {} : { allowed_hosts: ['api.example.com'] };
    const reply = await user.api('POST', '/credentials', { name: type, type, data, ...hosts });
    return String(reply.json.id);
  }

  it('takes calls signed with the secret of its credential', async () => {
    const credentials = await credential('crypto', { hmac_secret: 'a secret' });
    const { id, url } = await resting(user, wait({ authentication: { type: 'hmac_sha256' } }, { credentials }));
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

  it('takes calls signed as webhooks may be, with a time', async () => {
    const credentials = await credential('crypto', { hmac_secret: 'a secret' });
    const signed = { signed: '{timestamp}.{body}', timestamp: { header: 'X-Time' } };
    const { url } = await resting(user, wait({ authentication: { type: 'hmac', ...signed } }, { credentials }));
    const deliver = async (time: number) => {
      const bytes = new TextEncoder().encode(`${time}.{}`);
      const signature = await signBytes('a secret', bytes, { encoding: 'hex', prefix: '' });
      return post(url, {}, { 'x-time': String(time), 'x-signature': signature });
    };
    const now = Math.floor(Date.now() / 1000);
    expect(await deliver(now - 301)).toMatchObject({ status: 401, json: { code: 'waits.unauthenticated' } });
    expect((await deliver(now)).status).toBe(200);
  });

  it.each([
    ['basic', { username: 'ada', password: 'hush-hush' }, { authorization: `Basic ${btoa('ada:hush-hush')}` }, ''],
    ['header', { name: 'X-Token', value: 'hush-hush' }, { 'x-token': 'hush-hush' }, ''],
    ['query', { name: 'token', value: 'hush-hush' }, {}, '?token=hush-hush'],
  ])('takes a call with its %s credential, which it keeps nowhere', async (type, data, headers: object, query) => {
    const credentials = await credential(type, data);
    const { id, url } = await resting(user, wait({ authentication: { type: 'credential' } }, { credentials }));
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
  it('shows what an execution waits for, without the response for callers', async () => {
    const { id } = await resting(user, wait({ limit: { type: 'after', amount: 365, unit: 'days' } }));
    expect(await openWaits(user, id)).toEqual([
      {
        node_id: 'wait',
        run_index: 0,
        kind: 'webhook',
        url: expect.stringMatching(/^\/resume\//),
        created_at: expect.any(String),
        expires_at: expect.any(String),
        details: { methods: ['POST'], authentication: { type: 'none' } },
      },
    ]);
  });

  it('is hidden from strangers', async () => {
    const { id } = await resting(user, wait());
    const stranger = await createUser();
    expect((await stranger.api('GET', `/executions/${id}/waits`)).status).toBe(404);
  });
});
