import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { beforeAll, describe, expect, it } from 'vitest';
import * as schema from '../../src/db/schema.ts';
import { NOT_EXPORTED, userTables, workspaceTables } from '../../src/workspaces/export/exported-tables.ts';
import { isSecretColumn } from '../../src/workspaces/export/secret-columns.ts';
import { call, type Headers, newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';
import { fillWorkspace } from './filled-workspace.ts';
import { idIn, join, newWorkspace, type Person } from './support.ts';

const app = testApp();
let ada: Person;
let bob: Person;
let path: string;

beforeAll(async () => {
  [ada, bob] = await Promise.all([newUser(app), newUser(app)]);
  path = await newWorkspace(ada);
  await join(idIn(path), bob.user.id, 'admin');
  await fillWorkspace(idIn(path), ada.user.id);
});

async function lines(from: string, headers: Headers): Promise<readonly string[]> {
  const response = await app.request(from, { headers });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
  return new TextDecoder()
    .decode(await response.arrayBuffer())
    .trimEnd()
    .split('\n');
}

function countByTable(rows: readonly string[]): { readonly [table: string]: number } {
  const tables = rows.flatMap((line) => JSON.parse(line).table ?? []);
  return Object.fromEntries([...new Set(tables)].map((table) => [table, tables.filter((one) => one === table).length]));
}

describe('the export of a workspace', () => {
  it('has every row, in pages, and says so in its last line', async () => {
    const all = await lines(`${path}/export`, ada.bearer);
    expect(JSON.parse(all[0] ?? '')).toMatchObject({ export: 'workspace', id: idIn(path) });
    expect(JSON.parse(all.at(-1) ?? '')).toEqual({ end: true, rows: all.length - 2 });
    expect(countByTable(all)).toMatchObject({
      workspaces: 1,
      workspace_members: 2,
      workflows: 3,
      workflow_versions: 1,
      executions: 2,
      node_executions: 2,
      audit_logs: 251,
      credentials: 1,
    });
    expect(new Set(all).size).toBe(all.length);
  });

  it('has no secrets, and all digits', async () => {
    const text = (await lines(`${path}/export`, ada.bearer)).join('\n');
    expect(text).not.toMatch(/sealed-|"hash-|password|token_hash/);
    expect(text).toContain('1.500');
  });

  it('has nothing of others', async () => {
    await fillWorkspace(bob.workspace.id, bob.user.id);
    expect((await lines(`${path}/export`, ada.bearer)).join('\n')).not.toContain(bob.workspace.id);
  });

  it('is for owners who proved lately who they are', async () => {
    const refused = await call(app, { method: 'GET', path: `${path}/export` }, bob.bearer);
    expect(refused).toMatchObject({ status: 403, body: { code: 'permissions.denied' } });
    const { sql } = testDatabase();
    await sql.query('UPDATE sessions SET confirmed_at = NULL WHERE user_id = $1::uuid', [bob.user.id]);
    const own = await call(app, { method: 'GET', path: `/api/v1/workspaces/${bob.workspace.id}/export` }, bob.bearer);
    await sql.query('UPDATE sessions SET confirmed_at = now() WHERE user_id = $1::uuid', [bob.user.id]);
    expect(own).toMatchObject({ status: 403, body: { code: 'auth.step_up_required' } });
  });

  it('leaves no table out without a reason, and no table that is not there', () => {
    const tables = Object.values(schema)
      .filter((value) => is(value, PgTable))
      .map((table) => getTableConfig(table));
    const exported = new Set(workspaceTables().map(({ name }) => name));
    const owned = tables.filter(({ columns }) => columns.some(({ name }) => name === 'workspace_id'));
    expect(owned.map(({ name }) => name).filter((name) => !exported.has(name) && !(name in NOT_EXPORTED))).toEqual([]);
  });

  /** A column that is new here: say in secret-columns.ts whether it may be seen outside. */
  it('has only columns of which it is known that they are no secrets', () => {
    const shown = [...workspaceTables(), ...userTables()].flatMap(({ name, columns }) =>
      columns.map((column) => `${name}.${column}`),
    );
    const suspicious = shown.filter((name) => /hash|secret|token|sealed|cipher|password|data$/.test(name));
    expect([...new Set(suspicious)].sort()).toEqual(
      [
        'execution_shares.with_data',
        'executions.input_data',
        'executions.output_data',
        'executions.trigger_data',
        'node_executions.input_data',
        'node_executions.output_data',
        'schedules.input_data',
        'variable_changes.is_secret',
        'variables.is_secret',
        'executions.metadata',
      ].sort(),
    );
    expect(isSecretColumn('users', 'password_hash') && isSecretColumn('users', 'mfa_secret')).toBe(true);
  });
});

describe('the export of a user', () => {
  it('has the account and what belongs to it, and no other user', async () => {
    const all = await lines('/api/v1/users/me/export', bob.bearer);
    expect(countByTable(all)).toMatchObject({ users: 1, workspace_members: 2 });
    expect(all.join('\n')).not.toContain(ada.email);
    expect(JSON.parse(all.at(-1) ?? '')).toMatchObject({ end: true });
  });

  it('needs a session', async () => {
    expect(await call(app, { method: 'GET', path: '/api/v1/users/me/export' })).toMatchObject({ status: 401 });
  });
});
