import { beforeAll, describe, expect, it } from 'vitest';
import { ATTEMPT_LIMITS } from '../../src/attempts/attempt-limits.ts';
import type { Role } from '../../src/security/permissions.ts';
import { call, newUser } from '../support/api-client.ts';
import { newTarget } from '../support/target.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';
import { idIn, join, newWorkspace, type Person } from '../workspaces/support.ts';

const app = testApp();
const target = newTarget();
const SECRET = `very-secret-${crypto.randomUUID()}`;
let owner: Person;
let root: string;

type Body = { readonly [name: string]: unknown };

async function ask(method: string, path: string, { body, who = owner }: { body?: unknown; who?: Person } = {}) {
  const reply = await call(app, { method, path: `${root}${path}`, body }, who.bearer);
  const fields: Body = JSON.parse(JSON.stringify(reply.body ?? {}));
  return { status: reply.status, body: fields, headers: reply.headers };
}

async function created(more: object = {}): Promise<string> {
  const body = { name: 'Token', type: 'bearer', data: { token: SECRET }, allowed_hosts: ['127.0.0.1'], ...more };
  const { status, body: made } = await ask('POST', '/credentials', { body });
  expect(status).toBe(201);
  return String(made.id);
}

async function member(role: Role): Promise<Person> {
  const person = await newUser(app);
  await join(idIn(root), person.user.id, role);
  return person;
}

/** What the audit log has of a credential, the newest first, without when it was made. */
async function auditedOf(id: string): Promise<readonly (readonly [unknown, unknown])[]> {
  const rows = await testDatabase().sql.query(
    'SELECT action, details, user_id FROM audit_logs WHERE target_id = $1 ORDER BY id DESC',
    [id],
  );
  return rows.filter(({ action }) => action !== 'credentials.created').map(({ action, details }) => [action, details]);
}

beforeAll(async () => {
  owner = await newUser(app);
  root = await newWorkspace(owner);
});

describe('POST /credentials/{id}/test', () => {
  it.each([
    ['status/200', { ok: true, status: 200 }],
    ['status/401', { ok: false, status: 401 }],
    ['mirror/refuse', { ok: false, status: 401 }],
    ['mirror/bounce', { ok: false, status: 302 }],
  ])('says how %s answered, no word of what it said, and notes it', async (action, outcome) => {
    const id = await created();
    const tested = await ask('POST', `/credentials/${id}/test`, { body: { url: target.url(action) } });
    expect(tested).toMatchObject({ status: 200, body: { ...outcome, code: null, message: null } });
    expect(await auditedOf(id)).toEqual([['credentials.tested', { ...outcome, code: null, via: 'token' }]]);
  });

  it('sends the secret nowhere but to its hosts', async () => {
    const id = await created({ allowed_hosts: ['api.example.com'] });
    const { body } = await ask('POST', `/credentials/${id}/test`, { body: { url: target.url('echo') } });
    expect(body).toMatchObject({ ok: false, status: null, code: 'egress.host_not_allowed' });
    expect(JSON.stringify(body)).not.toContain(SECRET);
    expect((await target.calls()).filter(({ path }) => path.endsWith('/echo'))).toEqual([]);
  });

  it('wants an address, or has one, or has nothing to ask', async () => {
    const bearer = await ask('POST', `/credentials/${await created()}/test`, { body: {} });
    expect(bearer).toMatchObject({ status: 422, body: { code: 'credentials.test_url_required' } });
    const mail = { type: 'mail', data: { provider: 'resend', api_key: SECRET }, allowed_hosts: undefined };
    const body = { url: target.url('echo') };
    const fixed = await ask('POST', `/credentials/${await created(mail)}/test`, { body });
    expect(fixed).toMatchObject({ status: 422, body: { code: 'credentials.test_url_fixed' } });
    const crypto = { type: 'crypto', data: { hmac_secret: SECRET }, allowed_hosts: undefined };
    const nowhere = await ask('POST', `/credentials/${await created(crypto)}/test`, { body });
    expect(nowhere).toMatchObject({ status: 422, body: { code: 'credentials.not_testable' } });
  });
});

describe('GET /credentials/{id}/usage', () => {
  it('names the workflows with the nodes of their draft and published versions', async () => {
    const id = await created();
    const node = (name: string, more: object = {}) => ({
      id: name,
      name,
      type: 'action.http',
      config: { url: 'https://api.example.com' },
      ...more,
    });
    const start = { id: 'start', name: 'start', type: 'trigger.manual', config: {} };
    const graph = { nodes: [start, node('a', { credentials: id }), node('b')], connections: [] };
    const workflow = (await ask('POST', '/workflows', { body: { name: 'W', ...graph } })).body;
    await ask('POST', '/workflows', { body: { name: 'Other', nodes: [start, node('a')], connections: [] } });
    const reply = await ask('GET', `/credentials/${id}/usage`);
    expect(reply.body.data).toEqual([
      { workflow_id: workflow.id, name: 'W', status: 'draft', draft_nodes: ['a'], published_nodes: [] },
    ]);
  });

  it('names none for one that nothing uses', async () => {
    expect((await ask('GET', `/credentials/${await created()}/usage`)).body).toMatchObject({ data: [] });
  });
});

describe('POST /credentials/{id}/reveal', () => {
  it('shows the data to an owner who has just proved who they are, stores them in no cache, and notes who saw them', async () => {
    const id = await created();
    const reply = await ask('POST', `/credentials/${id}/reveal`);
    expect(reply).toMatchObject({ status: 200, body: { id, type: 'bearer', data: { token: SECRET } } });
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(await auditedOf(id)).toEqual([['credentials.revealed', { name: 'Token', type: 'bearer', via: 'token' }]]);
  });

  it('asks for a proof that is not older than ten minutes', async () => {
    const id = await created();
    const late = testApp({ now: () => Date.now() + 11 * 60_000 });
    const reply = await call(late, { method: 'POST', path: `${root}/credentials/${id}/reveal` }, owner.bearer);
    expect([reply.status, Object(reply.body).code]).toEqual([403, 'auth.step_up_required']);
    expect(await auditedOf(id)).toEqual([]);
  });

  it('shows nothing to an API key, whatever its scopes are', async () => {
    const id = await created();
    const body = { name: 'Key', scopes: ['credentials:read', 'credentials:write', 'credentials:use'] };
    const { key } = (await ask('POST', '/api-keys', { body })).body;
    const headers = { 'x-api-key': String(key) };
    const reply = await call(app, { method: 'POST', path: `${root}/credentials/${id}/reveal` }, headers);
    expect(reply.status).toBe(403);
    expect(JSON.stringify(reply.body)).not.toContain(SECRET);
  });

  it('is not done without end', async () => {
    const other = await member('owner');
    const id = await created();
    const { max } = ATTEMPT_LIMITS['credentials.reveal'];
    for (let count = 0; count < max; count += 1) {
      expect((await ask('POST', `/credentials/${id}/reveal`, { who: other })).status).toBe(200);
    }
    const reply = await ask('POST', `/credentials/${id}/reveal`, { who: other });
    expect(reply).toMatchObject({ status: 429, body: { code: 'auth.too_many_attempts' } });
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('roles', () => {
  it.each<[Role, number, number, number]>([
    ['viewer', 403, 403, 403],
    ['member', 200, 200, 403],
    ['admin', 200, 200, 200],
  ])('%s: test %d, usage %d, reveal %d', async (role, test, usage, reveal) => {
    const who = await member(role);
    const id = await created();
    const body = { url: target.url('status/200') };
    expect((await ask('POST', `/credentials/${id}/test`, { who, body })).status).toBe(test);
    expect((await ask('GET', `/credentials/${id}/usage`, { who })).status).toBe(usage);
    expect((await ask('POST', `/credentials/${id}/reveal`, { who })).status).toBe(reveal);
  });

  it('below the least role of a credential, and strangers under either address, find none', async () => {
    const id = await created({ min_role: 'owner' });
    const admin = await member('admin');
    const stranger = await newUser(app);
    for (const [method, verb] of [
      ['POST', 'test'],
      ['GET', 'usage'],
      ['POST', 'reveal'],
    ] as const) {
      const body = verb === 'test' ? { url: target.url('status/200') } : undefined;
      expect((await ask(method, `/credentials/${id}/${verb}`, { who: admin, body })).status).toBe(404);
      expect((await ask(method, `/credentials/${id}/${verb}`, { who: stranger, body })).status).toBe(404);
      const own = `/api/v1/workspaces/${stranger.workspace.id}/credentials/${id}/${verb}`;
      expect((await call(app, { method, path: own, body }, stranger.bearer)).status).toBe(404);
    }
    expect(await auditedOf(id)).toEqual([]);
  });
});
