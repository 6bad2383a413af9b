import { beforeAll, describe, expect, it } from 'vitest';
import { call, newUser } from '../support/api-client.ts';
import { tick } from '../support/queue.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';
import { fillWorkspace, rowsWith } from './filled-workspace.ts';
import { idIn, join, newWorkspace, type Person, roleOf } from './support.ts';

const app = testApp();
const { sql } = testDatabase();
let ada: Person;
let bob: Person;

beforeAll(async () => {
  [ada, bob] = await Promise.all([newUser(app), newUser(app)]);
});

async function filled(): Promise<string> {
  const path = await newWorkspace(ada);
  await join(idIn(path), bob.user.id, 'admin');
  await fillWorkspace(idIn(path), ada.user.id);
  return path;
}

const ask = (method: string, path: string, by = ada) => call(app, { method, path }, by.bearer);

async function states(path: string): Promise<unknown> {
  const [row] = await sql.query(
    `SELECT (SELECT array_agg(status ORDER BY name) FROM workflows WHERE workspace_id = $1::uuid) AS workflows,
      (SELECT count(*)::int FROM schedules WHERE workspace_id = $1::uuid AND is_active AND next_run_at IS NOT NULL) AS due,
      (SELECT count(*)::int FROM polls WHERE workspace_id = $1::uuid AND next_poll_at < 'infinity') AS polls,
      (SELECT array_agg(DISTINCT status::text) FROM executions WHERE workspace_id = $1::uuid) AS executions`,
    [idIn(path)],
  );
  return row;
}

describe('DELETE /workspaces/{workspace_id}', () => {
  it('stops everything at once, and a restoration takes it back', async () => {
    const path = await filled();
    const deleted = await ask('DELETE', path);
    expect(deleted).toMatchObject({ status: 200, body: { deletes_at: expect.any(String) } });
    expect(await states(path)).toEqual({
      workflows: ['archived', 'archived', 'archived'],
      due: 0,
      polls: 0,
      executions: ['cancelled'],
    });
    expect(await ask('DELETE', path)).toMatchObject({ status: 409, body: { code: 'workspaces.being_deleted' } });
    expect(await ask('POST', `${path}/restore`, bob)).toMatchObject({ status: 403 });
    expect(await ask('POST', `${path}/restore`)).toMatchObject({ status: 200, body: { deletes_at: null } });
    expect(await states(path)).toEqual({
      workflows: ['active', 'archived', 'draft'],
      due: 1,
      polls: 1,
      executions: ['cancelled'],
    });
    expect(await ask('POST', `${path}/restore`)).toMatchObject({ status: 409 });
  });

  it('cancels what runs there at once, however many others are still to be stopped', async () => {
    const path = await filled();
    const asked = `'Old', now() - interval '1 day', now() + interval '6 days'`;
    const others = await sql.query(
      `INSERT INTO workspaces (id, owner_id, slug, name, deleted_at, deletes_at)
      SELECT gen_random_uuid(), $1::uuid, 'old-' || gen_random_uuid(), ${asked} FROM generate_series(1, 25) RETURNING id`,
      [ada.user.id],
    );
    await ask('DELETE', path);
    expect(await states(path)).toMatchObject({ executions: ['cancelled'] });
    await sql.query('DELETE FROM workspaces WHERE id = ANY($1::uuid[])', [others.map(({ id }) => id)]);
  });

  it('leaves members little to do, and API keys nothing', async () => {
    const path = await filled();
    const body = { name: 'CI', scopes: ['workspace:read', 'workflows:read'] };
    const made = await call(app, { method: 'POST', path: `${path}/api-keys`, body }, bob.bearer);
    const key = { 'x-api-key': JSON.parse(JSON.stringify(made.body)).key };
    await ask('DELETE', path);
    const refused = { status: 409, body: { code: 'workspaces.being_deleted' } };
    expect(await ask('GET', `${path}/workflows`)).toMatchObject(refused);
    expect(await call(app, { method: 'PATCH', path, body: { name: 'X' } }, ada.bearer)).toMatchObject(refused);
    expect(await ask('POST', `${path}/invitations`, bob)).toMatchObject(refused);
    expect(await roleOf(app, path, bob.bearer)).toBe('admin');
    expect(await call(app, { method: 'GET', path }, key)).toMatchObject({ status: 401 });
  });

  it('is for owners who proved lately who they are', async () => {
    const path = await filled();
    expect(await ask('DELETE', path, bob)).toMatchObject({ status: 403, body: { code: 'permissions.denied' } });
    await sql.query('UPDATE sessions SET confirmed_at = NULL WHERE user_id = $1::uuid', [ada.user.id]);
    const refused = await ask('DELETE', path);
    await sql.query('UPDATE sessions SET confirmed_at = now() WHERE user_id = $1::uuid', [ada.user.id]);
    expect(refused).toMatchObject({ status: 403, body: { code: 'auth.step_up_required' } });
  });
});

describe('the night after the grace', () => {
  it('leaves no row of the workspace in any table, and all rows of others', async () => {
    const [path, other] = [await filled(), await filled()];
    const before = await rowsWith('workspace_id', idIn(other));
    await ask('DELETE', path);
    await tick('17 3 * * *');
    expect(await roleOf(app, path, ada.bearer)).toBe('owner');
    await sql.query("UPDATE workspaces SET deletes_at = now() - interval '1 second' WHERE id = $1::uuid", [idIn(path)]);
    expect(await ask('POST', `${path}/restore`)).toMatchObject({ status: 409 });
    await tick('17 3 * * *');
    expect(await rowsWith('workspace_id', idIn(path))).toEqual({});
    expect(await sql.query('SELECT 1 FROM workspaces WHERE id = $1::uuid', [idIn(path)])).toEqual([]);
    expect(await rowsWith('workspace_id', idIn(other))).toEqual(before);
    const told = `SELECT workspace_id FROM audit_logs WHERE action = 'workspaces.destroyed' AND target_id = $1`;
    expect(await sql.query(told, [idIn(path)])).toEqual([{ workspace_id: null }]);
  });
});
