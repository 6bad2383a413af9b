import { env } from 'cloudflare:workers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDependencies } from '../../src/dependencies.ts';
import type { JsonObject } from '../../src/engine/json.ts';
import type { WorkflowNode } from '../../src/engine/workflow.ts';
import { askPolls } from '../../src/intake/polls/ask-polls.ts';
import { executionId, PATIENCE, untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { executionsOf, forgetPolls, messageOf } from '../support/polls.ts';
import { tick } from '../support/queue.ts';
import { createUser, node, publish, send, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { testDatabase } from '../support/test-database.ts';
import { findTraces } from '../support/texts/find-traces.ts';
import { CARRIED, canary, HARD, type Kind, secrets, target } from './canaries.ts';

let user: User;
let reporter: string;
const logged: unknown[] = [];
const answers: unknown[] = [];

async function api(method: string, path: string, body?: unknown) {
  const reply = await user.api(method, path, body);
  answers.push([path, reply.text, [...reply.headers]]);
  return reply;
}

beforeAll(async () => {
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    const write = console[level].bind(console);
    vi.spyOn(console, level).mockImplementation((...line) => {
      logged.push(line);
      write(...line);
    });
  }
  user = await createUser();
  const mail = node('mail', 'action.send_email', {
    from: 'flows@example.com',
    to: 'ada@example.com',
    subject: 'Failed',
    text: '{{ JSON.stringify($json) }}',
  });
  reporter = (
    await publish(user, { nodes: [node('failed', 'trigger.error'), mail], connections: chain('failed → mail') })
  ).id;
});

afterAll(() => {
  vi.restoreAllMocks();
});

async function credentialOf({ type, data }: Kind): Promise<string> {
  const body = {
    name: 'Canary',
    type,
    data,
    ...(type === 'crypto' || type === 'jwt' || type === 'totp' ? {} : { allowed_hosts: ['127.0.0.1'] }),
  };
  const reply = await api('POST', '/credentials', body);
  expect([reply.status, reply.text]).toEqual([201, expect.anything()]);
  return String(reply.json.id);
}

const GO_ON: Partial<WorkflowNode> = { settings: { on_error: 'continue' } };

/** start → one request for each way in which the mirror answers → stop, which fails. */
function mirrored(config: JsonObject, more: Partial<WorkflowNode>): readonly WorkflowNode[] {
  const ask = (id: string, way: string, changed: JsonObject = {}, goesOn: object = {}): WorkflowNode =>
    node(id, 'action.http', { url: target.url(`mirror/${way}`), ...config, ...changed }, { ...more, ...goesOn });
  return [
    node('hook', 'trigger.webhook', { respond: 'respond_node' }),
    ask('json', 'json', { method: 'POST', body: { a: 1 } }),
    ask('full', 'headers', { full_response: true }),
    ask('list', 'list'),
    node('first', 'action.limit', { max_items: 1 }),
    ask('text', 'text'),
    ask('file', 'file', { full_response: true }),
    ask('binary', 'json', { response_format: 'binary' }),
    ask('wide', 'wide', { response_format: 'binary' }),
    ask('wide_text', 'wide', { response_format: 'text' }, GO_ON),
    node('expression', 'action.set', { mode: 'json', json: { a: '{{ $json.said[0].nested.nothing.here() }}' } }, GO_ON),
    ask('garbage', 'garbage', { response_format: 'json' }, GO_ON),
    ask('refuse', 'refuse', {}, GO_ON),
    ask('accepted', 'refuse', { never_error: true, full_response: true }),
    ask('cut', 'cut', {}, GO_ON),
    ask('bounce', 'bounce', { full_response: true }),
    ask('away', 'away', {}, GO_ON),
    ask('stop', 'refuse'),
  ];
}

async function runs(nodes: readonly WorkflowNode[]): Promise<string> {
  const settings = { error_workflow_id: reporter };
  const graph = { nodes, connections: chain(nodes.map(({ id }) => id).join(' → ')), settings };
  const { webhook } = await publish(user, graph);
  const reply = await send('POST', webhook);
  answers.push([reply.text, [...reply.headers]]);
  return executionId(reply);
}

/** A workflow that fails at its end, and one that gives its caller what came. */
async function failAndRespond(config: JsonObject, more: Partial<WorkflowNode>): Promise<void> {
  const nodes = mirrored(config, more);
  const failed = await runs(nodes);
  await untilStatus(user, failed, 'failed');
  await readBack(failed, 'stop');
  const respond = node('respond', 'action.respond', {
    respond_with: 'json',
    body: "{{ $('json').all().map((item) => item.json) }}",
  });
  const completed = await runs([...nodes.slice(0, -1), respond]);
  await untilStatus(user, completed, 'completed');
  await readBack(completed, 'respond');
}

/** All that the API tells of an execution. */
async function readBack(id: string, node_id: string): Promise<void> {
  for (const path of ['', '/nodes?limit=100', '/calls']) await api('GET', `/executions/${id}${path}`);
  for (const value of [
    '{{ $json }}',
    '{{ $input.all() }}',
    "{{ $('json').all() }}",
    '{{ $vars }}',
    '{{ $vars.canary + "x" }}',
    '{{ $json.nothing.here() }}',
  ]) {
    await api('POST', '/expressions/evaluate', { value, execution_id: id, node_id });
  }
}

async function dumped(): Promise<unknown> {
  const { sql } = testDatabase();
  const tables = await sql.query(
    `SELECT c.table_name, bool_or(c.column_name = 'workspace_id') AS is_tenants FROM information_schema.columns AS c
     JOIN information_schema.tables AS t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' GROUP BY c.table_name`,
  );
  const rows = await Promise.all(
    tables.map(async ({ table_name: table, is_tenants }) => {
      const within = is_tenants === true ? 'WHERE t.workspace_id = $1::uuid' : 'WHERE $1::uuid IS NOT NULL';
      const found = await sql.query(`SELECT to_json(t)::text AS row FROM "${table}" AS t ${within}`, [
        user.workspaceId,
      ]);
      return [table, found.map(({ row }) => row)];
    }),
  );
  return Object.fromEntries(rows);
}

describe('no secret comes back', () => {
  it.each(Object.entries(CARRIED))('of a credential of type %s', async (_, kind) => {
    const credentials = await credentialOf(kind);
    await failAndRespond({}, { credentials });
    await api('GET', `/credentials/${credentials}`);
    await api('POST', `/credentials/${credentials}/test`, { url: target.url('mirror/refuse') });
    await api('GET', `/credentials/${credentials}/usage`);
    expect(findTraces(answers.splice(0), secrets)).toEqual([]);
  });

  it('of a secret variable', async () => {
    const value = canary('variable', `${HARD}é☃`);
    await api('POST', '/variables', { name: 'canary', value, is_secret: true });
    const config = { query: { q: '{{ $vars.canary }}' }, headers: { 'x-v': '{{ encodeURIComponent($vars.canary) }}' } };
    await failAndRespond(config, {});
    for (const path of ['/variables', '/audit-logs?limit=100', '/workflows']) await api('GET', path);
    expect(findTraces(answers.splice(0), secrets)).toEqual([]);
  });

  it('of a credential, while its execution runs', async () => {
    const held = newTarget();
    const credentials = await credentialOf({ type: 'bearer', data: { token: canary('live') } });
    const hold = node('hold', 'action.http', { method: 'POST', url: held.url('hold') });
    const nodes = [...mirrored({}, { credentials }).slice(0, -1), hold];
    const { webhook } = await publish(user, {
      nodes: nodes.map((one) => (one.id === 'hook' ? node('hook', 'trigger.webhook') : one)),
      connections: chain(nodes.map(({ id }) => id).join(' → ')),
    });
    const id = executionId(await send('POST', webhook));
    await vi.waitFor(async () => expect(await held.calls()).toHaveLength(1), PATIENCE);
    await readBack(id, 'hold');
    await held.open();
    await untilStatus(user, id, 'completed');
    expect(findTraces(answers.splice(0), secrets)).toEqual([]);
  });

  it('of the credential of a polling trigger, whether it is told anything or not', async () => {
    const credentials = await credentialOf({ type: 'bearer', data: { token: canary('poll') } });
    for (const way of ['feed', 'refuse', 'garbage']) {
      const config = { url: target.url(`mirror/${way}`), every_minutes: 1, emit_existing: true };
      const nodes = [node('feed', 'trigger.rss', config, { credentials }), node('end', 'logic.noop')];
      const { id } = await publish(user, { nodes, connections: chain('feed → end') });
      await askPolls(createDependencies(env).intake, [await messageOf(id)]);
      const { text } = await api('GET', `/workflows/${id}/polls`);
      expect(text.includes('"last_error":null')).toBe(way === 'feed');
      for (const execution of await executionsOf(user, id)) {
        await untilStatus(user, execution.id, 'completed');
        await readBack(execution.id, 'end');
      }
    }
    await forgetPolls(user);
    expect(findTraces(answers.splice(0), secrets)).toEqual([]);
  });

  it('in a mail, a log, or any row of any table', async () => {
    await tick();
    await vi.waitFor(async () => {
      const rows = await testDatabase().sql.query('SELECT 1 FROM mail_outbox WHERE workspace_id = $1::uuid', [
        user.workspaceId,
      ]);
      expect(rows).toHaveLength(Object.keys(CARRIED).length + 1);
    }, PATIENCE);
    expect(findTraces(logged, secrets)).toEqual([]);
    expect(findTraces(await dumped(), secrets)).toEqual([]);
  });
});
