import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '../../../src/shared/ids.ts';
import { executionId } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { tick } from '../../support/queue.ts';
import { changeRow, createIdleWorkflow, queueExecution } from '../../support/queued-execution.ts';
import { execute } from '../../support/run-workflow.ts';
import { createUser, createWorkflow, node, publish, type Reply, send, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';
import { tablesWith } from '../../support/texts/canary.ts';

const { sql } = testDatabase();

const DAY = 24 * 60 * 60_000;

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function newCanary(): string {
  return `canary-${newId(Date.now())}`;
}

const copy = node('copy', 'action.set', {
  mode: 'json',
  json: { copied: '{{ $json.secret }}', shared: '{{ $vars.word }}' },
});

async function ran(secret: string, owner = user): Promise<string> {
  const nodes = [node('start', 'trigger.manual'), copy];
  const settings = { variables: { word: `variable of ${secret}`, unused: `unused ${secret}` } };
  const { id } = await createWorkflow(owner, { nodes, connections: chain('start → copy'), settings });
  return executionId(await execute(owner, id, { input: { secret }, wait: true }));
}

async function failed(secret: string): Promise<string> {
  const fails = node('fails', 'action.code', { code: 'console.log($json.secret); throw new Error($json.secret);' });
  const { id } = await createWorkflow(user, {
    nodes: [node('start', 'trigger.manual'), fails],
    connections: chain('start → fails'),
  });
  return executionId(await execute(user, id, { input: { secret }, wait: true }));
}

type Shared = { readonly id: string; readonly path: string; readonly reply: Reply };

async function share(execution: string, body: object = {}, owner = user): Promise<Shared> {
  const reply = await owner.api('POST', `/executions/${execution}/shares`, body);
  const { id, url } = z.object({ id: z.string(), url: z.string() }).parse(reply.json);
  return { id, path: new URL(url, 'https://linkflow.test').pathname, reply };
}

const GONE = { status: 404, json: { code: 'shares.not_found' } };

describe('a link without data', () => {
  it('shows what ran, when, and how it ended, and nothing else', async () => {
    const canary = newCanary();
    const { path } = await share(await ran(canary));
    const shown = await send('GET', path);
    expect(shown).toMatchObject({
      status: 200,
      json: {
        status: 'completed',
        workflow_name: 'Test',
        with_data: false,
        nodes: [
          { node_id: 'start', status: 'completed' },
          { node_id: 'copy', status: 'completed' },
        ],
        next_after: null,
      },
    });
    expect(shown.text).not.toContain(canary);
    expect(shown.text).not.toMatch(
      /input_data|output_data|trigger_data|error_message|logs|metadata|triggered_by|workspace_id/,
    );
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(shown.headers.get('referrer-policy')).toBe('no-referrer');
    expect(shown.headers.get('x-robots-tag')).toBe('noindex, nofollow');
  });

  it('does not show what a failure said, or what code wrote', async () => {
    const canary = newCanary();
    const { path } = await share(await failed(canary));
    const shown = await send('GET', path);
    expect(shown.json).toMatchObject({ status: 'failed', error_node_id: 'fails', error_code: expect.any(String) });
    expect(shown.text).not.toContain(canary);
  });
});

describe('a link with data', () => {
  it('shows what went in and came out, and never what the trigger was called with', async () => {
    const canary = newCanary();
    const hook = node('hook', 'trigger.webhook', { authentication: { type: 'none' }, respond: 'last_node' });
    const end = node('end', 'action.set', { mode: 'json', json: { ok: '{{ $json.body.ok }}' } });
    const { webhook } = await publish(user, { nodes: [hook, end], connections: chain('hook → end') });
    const headers = { 'content-type': 'application/json', 'x-canary': canary };
    const called = await send('POST', webhook, { headers, body: JSON.stringify({ ok: 'yes' }) });
    const { path } = await share(executionId(called), { with_data: true });
    const shown = await send('GET', path);
    expect(shown.json).toMatchObject({ with_data: true, output_data: [{ ok: 'yes' }] });
    expect(shown.json).not.toHaveProperty('trigger_data');
  });

  it('shows no variable that no node has put out, and what a workflow does not keep is not there either', async () => {
    const canary = newCanary();
    const { path } = await share(await ran(canary), { with_data: true });
    const shown = await send('GET', path);
    expect(shown.text).toContain(canary);
    expect(shown.text).not.toContain(`unused ${canary}`);
  });

  it('goes through the node runs page by page', async () => {
    const { path } = await share(await ran('x'), { with_data: true });
    const first = await send('GET', `${path}?limit=1`);
    expect(first.json).toMatchObject({ nodes: [{ node_id: 'start' }], next_after: 0 });
    const second = await send('GET', `${path}?limit=1&after=0`);
    expect(second.json).toMatchObject({
      nodes: [{ node_id: 'copy', input_data: { main: [{ json: { secret: 'x' } }] } }],
      next_after: null,
    });
  });
});

describe('a token', () => {
  it('is in no table, and in no list', async () => {
    const execution = await ran('x');
    const { path, id } = await share(execution);
    const token = path.split('/').at(-1) ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await tablesWith(token)).toEqual([]);
    const listed = await user.api('GET', `/executions/${execution}/shares`);
    expect(listed.json).toMatchObject({ data: [{ id, with_data: false }] });
    expect(listed.text).not.toContain(token);
  });

  it.each(['x', 'A'.repeat(43), '%00', 'a'.repeat(5000), '..%2f..%2fapi', "'--"])(
    'that is none (%j) is answered like one that has expired',
    async (token) => {
      expect(await send('GET', `/shared/executions/${token}`)).toMatchObject(GONE);
    },
  );

  it('leads nowhere once it has expired, was revoked, or its execution is gone', async () => {
    const [expired, revoked, gone] = [await share(await ran('x')), await share(await ran('x')), await ran('x')];
    const [ofRevoked] = await sql.query('SELECT execution_id FROM execution_shares WHERE id = $1::uuid', [revoked.id]);
    const lost = await share(gone);
    for (const { path } of [expired, revoked, lost]) expect((await send('GET', path)).status).toBe(200);
    await sql.query('UPDATE execution_shares SET expires_at = now() WHERE id = $1::uuid', [expired.id]);
    expect((await user.api('DELETE', `/executions/${ofRevoked?.execution_id}/shares/${revoked.id}`)).status).toBe(204);
    await sql.query('DELETE FROM executions WHERE id = $1::uuid', [gone]);
    const answers = await Promise.all([expired, revoked, lost].map(({ path }) => send('GET', path)));
    for (const answer of answers) expect(answer).toMatchObject(GONE);
    expect(new Set(answers.map(({ json: { detail } }) => detail)).size).toBe(1);
    await tick('17 3 * * *');
    const left = await sql.query('SELECT 1 FROM execution_shares WHERE id = ANY($1::uuid[])', [
      `{${expired.id},${lost.id}}`,
    ]);
    expect(left).toEqual([]);
  });

  it('goes with its execution when that is past its retention', async () => {
    const execution = await queueExecution(user, await createIdleWorkflow(user), { createdAt: Date.now() - 40 * DAY });
    await changeRow(execution, "status = 'completed', completed_at = now() - interval '31 days'");
    const { id } = await share(execution);
    await tick('17 3 * * *');
    expect(await sql.query('SELECT 1 FROM execution_shares WHERE id = $1::uuid', [id])).toEqual([]);
  });

  it('of another workspace can be neither listed nor revoked', async () => {
    const execution = await ran('x');
    const { id, path } = await share(execution);
    const stranger = await createUser();
    expect((await stranger.api('GET', `/executions/${execution}/shares`)).status).toBe(404);
    expect((await stranger.api('DELETE', `/executions/${execution}/shares/${id}`)).status).toBe(404);
    expect((await stranger.api('POST', `/executions/${execution}/shares`, {})).status).toBe(404);
    expect((await send('GET', path)).status).toBe(200);
  });
});

describe('sharing', () => {
  it('is written down, without the token', async () => {
    const execution = await ran('x');
    const { id, path } = await share(execution, { with_data: true, expires_in: 60 });
    await user.api('DELETE', `/executions/${execution}/shares/${id}`);
    const rows = await sql.query(
      `SELECT action, details ->> 'share_id' AS share, details ->> 'with_data' AS data, details::text AS text FROM audit_logs
      WHERE workspace_id = $1::uuid AND target_id = $2 ORDER BY id`,
      [user.workspaceId, execution],
    );
    expect(rows.map(({ action, share: shared, data }) => [action, shared, data])).toEqual([
      ['executions.shared', id, 'true'],
      ['executions.share_revoked', id, null],
    ]);
    expect(JSON.stringify(rows)).not.toContain(path.split('/').at(-1));
  });

  it('is refused where the workspace forbids it, and then links that were made before lead nowhere', async () => {
    const owner = await createUser();
    const execution = await ran('x', owner);
    const { path } = await share(execution, {}, owner);
    await owner.api('PATCH', '', { settings: { sharing: 'forbidden' } });
    expect(await owner.api('POST', `/executions/${execution}/shares`, {})).toMatchObject({
      status: 403,
      json: { code: 'shares.forbidden' },
    });
    expect(await send('GET', path)).toMatchObject(GONE);
    await owner.api('PATCH', '', { settings: { sharing: 'allowed' } });
    expect((await send('GET', path)).status).toBe(200);
  });

  it.each([{ expires_in: 59 }, { expires_in: 2_592_001 }, { expires_in: 1.5 }, { with_data: 'yes' }, { token: 'x' }])(
    'with %j is refused',
    async (body) => {
      expect((await user.api('POST', `/executions/${await ran('x')}/shares`, body)).status).toBe(400);
    },
  );

  it('needs the right to read, too, of a key', async () => {
    const execution = await ran('x');
    const made = await user.api('POST', '/api-keys', { name: 'Shares', scopes: ['executions:share'] });
    const key = z.object({ key: z.string() }).parse(made.json).key;
    const path = `/api/v1/workspaces/${user.workspaceId}/executions/${execution}/shares`;
    const headers = { 'x-api-key': key, 'content-type': 'application/json' };
    expect(await send('POST', path, { headers, body: '{}' })).toMatchObject({
      status: 403,
      json: { code: 'permissions.denied' },
    });
  });

  it('stops at fifty links for one execution', async () => {
    const execution = await ran('x');
    const { id } = await share(execution);
    await sql.query(
      `INSERT INTO execution_shares SELECT gen_random_uuid(), workspace_id, execution_id, execution_created_at, md5(n::text || $1),
        with_data, created_by, created_at, expires_at FROM execution_shares, generate_series(1, 49) n WHERE id = $1::uuid`,
      [id],
    );
    expect(await user.api('POST', `/executions/${execution}/shares`, {})).toMatchObject({
      status: 409,
      json: { code: 'shares.too_many' },
    });
  });
});
