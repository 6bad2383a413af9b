import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { openWaitListSchema } from '../../../src/executions/model/waits.schemas.ts';
import { createResumeLinks } from '../../../src/security/resume-links.ts';
import { PATIENCE, untilStatus } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { startExecution } from '../../support/run-workflow.ts';
import { createUser, createWorkflow, node, type Reply, send, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';
import { divertDatabase, restoreDatabase } from '../../support/test-database.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

/** The links as the Worker of the tests makes them. */
const links = createResumeLinks({ secret: env.ENCRYPTION_KEY, publicUrl: '' });

/** start → ask, and from there to yes or no */
async function start(config: JsonObject): Promise<string> {
  const nodes = [
    node('start', 'trigger.manual'),
    node('ask', 'logic.approval', config),
    node('yes', 'logic.noop'),
    node('no', 'logic.noop'),
  ];
  const connections = [
    { source: 'start', target: 'ask' },
    { source: 'ask', target: 'yes', sourceHandle: 'approved' },
    { source: 'ask', target: 'no', sourceHandle: 'rejected' },
  ];
  const { id: workflow } = await createWorkflow(user, { nodes, connections });
  return startExecution(user, workflow, { n: 1 });
}

/** An execution that has come to its approval, and the URL of the page. */
async function asking(config: JsonObject): Promise<{ id: string; url: string }> {
  const id = await start(config);
  const url = await vi.waitFor(async () => {
    const { data } = openWaitListSchema.parse((await user.api('GET', `/executions/${id}/waits`)).json);
    expect(data).toHaveLength(1);
    return data[0]?.url ?? '';
  }, PATIENCE);
  return { id, url };
}

function decide(url: string, form: Record<string, string>): Promise<Reply> {
  return send('POST', url, { body: new URLSearchParams(form) });
}

describe('an approval', () => {
  it.each([
    ['approve', true],
    ['reject', false],
  ])('takes what a person decides: %s', async (decision, approved) => {
    const { id, url } = await asking({ ask_comment: true });
    const reply = await decide(url, { decision, comment: 'Because.' });
    expect(reply.status).toBe(200);
    expect(reply.text).toContain(approved ? 'Approved on' : 'Rejected on');
    const { output_data } = await untilStatus(user, id, 'completed');
    const approval = { approved, comment: 'Because.', decided_at: expect.any(String), by: 'person' };
    expect(output_data).toEqual([{ n: 1, approval }]);
  });

  it('is not decided by reading the page', async () => {
    const { id, url } = await asking({ title: 'Ship it?', message: 'All of it.' });
    for (const method of ['GET', 'HEAD', 'GET']) {
      expect((await send(method, `${url}?decision=approve`)).status).toBe(200);
    }
    expect((await send('GET', url)).text).toContain('Ship it?');
    await untilStatus(user, id, 'waiting');
    await decide(url, { decision: 'reject' });
    await untilStatus(user, id, 'completed');
  });

  it('is decided once, and shows the second person the first decision', async () => {
    const { id, url } = await asking({});
    const replies = await Promise.all([decide(url, { decision: 'approve' }), decide(url, { decision: 'reject' })]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    const word = replies[0]?.status === 200 ? 'Approved on' : 'Rejected on';
    expect(replies.map(({ text }) => text.includes(word))).toEqual([true, true]);
    const { output_data } = await untilStatus(user, id, 'completed');
    expect(output_data).toMatchObject([{ approval: { approved: word === 'Approved on' } }]);
    const later = await decide(url, { decision: 'reject' });
    expect([later.status, later.text.includes(word)]).toEqual([409, true]);
    expect(await send('GET', url)).toMatchObject({ status: 200, text: expect.stringContaining(word) });
  });

  it('is decided by its limit if nobody decides', async () => {
    const id = await start({ limit: { type: 'after', amount: 0.3, unit: 'seconds' }, on_limit: 'approve' });
    const { output_data } = await untilStatus(user, id, 'completed');
    expect(output_data).toMatchObject([{ approval: { approved: true, comment: null, by: 'limit' } }]);
    const url = links.url({ purpose: 'approval', executionId: id, nodeId: 'ask' });
    expect((await send('GET', url)).status).toBe(410);
    expect((await decide(url, { decision: 'reject' })).status).toBe(410);
  });

  it('is over when its execution is cancelled', async () => {
    const { id, url } = await asking({});
    await user.api('POST', `/executions/${id}/cancel`);
    expect((await decide(url, { decision: 'approve' })).status).toBe(410);
    await untilStatus(user, id, 'cancelled');
  });

  it('takes no decision while the database is away', async () => {
    const { url } = await asking({});
    divertDatabase(newTarget().url('status/503'));
    const reply = await decide(url, { decision: 'approve' });
    restoreDatabase();
    expect([reply.status, reply.json.code]).toEqual([503, 'database.unavailable']);
    expect((await decide(url, { decision: 'approve' })).status).toBe(200);
  });

  it('of one round of a loop does not decide the next, however often its form is sent', async () => {
    const nodes = [node('start', 'trigger.manual'), node('loop', 'logic.loop'), node('ask', 'logic.approval', {})];
    const back = { source: 'ask', target: 'loop', sourceHandle: 'approved' };
    const { id: workflow } = await createWorkflow(user, {
      nodes,
      connections: [...chain('start → loop:loop → ask'), back],
    });
    const input = [{ n: 1 }, { n: 2 }];
    const id = await startExecution(user, workflow, input);
    await untilStatus(user, id, 'waiting');
    const url = links.url({ purpose: 'approval', executionId: id, nodeId: 'ask' });
    const seen = / name="wait" value="([^"]*)"/.exec((await send('GET', url)).text)?.[1] ?? '';
    expect((await decide(url, { decision: 'approve', wait: seen })).status).toBe(200);
    await vi.waitFor(async () => expect((await send('GET', url)).text).toContain('<form'), PATIENCE);
    const again = await decide(url, { decision: 'approve', wait: seen });
    expect([again.status, again.text.includes('<form')]).toEqual([409, true]);
    const next = / name="wait" value="([^"]*)"/.exec(again.text)?.[1] ?? '';
    expect((await decide(url, { decision: 'approve', wait: next })).status).toBe(200);
    await untilStatus(user, id, 'completed');
  });

  it('counts a line break as one character, although forms send two', async () => {
    const { id, url } = await asking({ ask_comment: true });
    const comment = 'x\r\n'.repeat(5000);
    expect((await decide(url, { decision: 'approve', comment })).status).toBe(200);
    const { output_data } = await untilStatus(user, id, 'completed');
    expect(output_data).toMatchObject([{ approval: { comment: 'x\n'.repeat(5000) } }]);
  });

  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['no decision that there is', { decision: 'maybe' }],
    ['too long a comment', { decision: 'approve', comment: 'x'.repeat(10_001) }],
  ])('takes no form with %s', async (_name, form) => {
    const { url } = await asking({});
    expect(await decide(url, form)).toMatchObject({ status: 400, json: { code: 'waits.decision_invalid' } });
    expect((await decide(url, { decision: 'approve', comment: '\0' })).status).toBe(400);
    expect((await send('POST', url, { body: 'x'.repeat(200_000) })).status).toBe(413);
    expect((await send('POST', url, { body: new Uint8Array([0xff]) })).status).toBe(400);
    expect((await decide(url, { decision: 'approve' })).status).toBe(200);
  });
});

describe('the page of an approval', () => {
  const attack = `</style></title><script>alert(1)</script><img src=x onerror=alert(1)>"'&{{ 1 }}`;

  it('escapes what workflows and people write', async () => {
    const labels = { approve_label: '<b>"yes"</b>', reject_label: "<i>'no'</i>" };
    const config = { title: attack, message: attack, ask_comment: true, ...labels };
    const literal = Object.fromEntries(
      Object.entries(config).map(([name, value]) => [
        name,
        typeof value === 'string'
          ? `{{ ${JSON.stringify(value).replaceAll('{{', '{').replaceAll('}}', '}')} }}`
          : value,
      ]),
    );
    const { url } = await asking(literal);
    const pages = [
      await send('GET', url),
      await decide(url, { decision: 'approve', comment: attack }),
      await send('GET', url),
    ];
    for (const { text } of pages) {
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(text.match(/<(script|img|b|i)\b/g)).toBeNull();
      expect(text.match(/<style>/g)).toHaveLength(1);
    }
  });

  it('runs no script, loads nothing, can’t be framed, and is not cached', async () => {
    const { url } = await asking({});
    const [path, forged] = [url, `${url}x`];
    for (const { status, headers } of [await send('GET', path), await send('GET', forged)]) {
      const policy = headers.get('content-security-policy') ?? '';
      const directives = ["default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"];
      expect(directives.filter((one) => !policy.includes(one))).toEqual([]);
      expect(policy).not.toMatch(/unsafe|script-src/);
      expect([status === 200 || status === 404, headers.get('content-type')]).toEqual([
        true,
        'text/html; charset=utf-8',
      ]);
      const names = ['cache-control', 'referrer-policy', 'x-robots-tag', 'x-content-type-options'];
      expect(names.map((name) => headers.get(name))).toEqual([
        'no-store',
        'no-referrer',
        'noindex, nofollow',
        'nosniff',
      ]);
    }
  });

  it('has the style whose hash is in its policy', async () => {
    const { url } = await asking({});
    const { text, headers } = await send('GET', url);
    const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? '';
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style)));
    expect(headers.get('content-security-policy')).toContain(`'sha256-${btoa(String.fromCharCode(...hash))}'`);
  });
});
