import { beforeAll, describe, expect, it } from 'vitest';
import { createAlert, ownerOf } from '../support/alerts.ts';
import { createIdleWorkflow } from '../support/queued-execution.ts';
import { createUser, send, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';
import { join } from '../workspaces/support.ts';

let user: User;
let stranger: User;
let owner: string;

beforeAll(async () => {
  [user, stranger] = await Promise.all([createUser(), createUser()]);
  owner = await ownerOf(user);
});

const rule = { kind: 'failure' };

/** Somebody who is in the workspace of the user, too. */
async function memberAs(role: 'viewer' | 'member' | 'admin') {
  const person = await createUser();
  await join(user.workspaceId, await ownerOf(person), role);
  return (method: string, path: string, json?: object) =>
    send(method, `/api/v1/workspaces/${user.workspaceId}${path}`, {
      headers: { authorization: person.authorization, 'content-type': 'application/json' },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });
}

describe('alerts', () => {
  it('are created, shown without their secret, changed and deleted, and the audit log tells of it', async () => {
    const { id } = await createAlert(user, { rule: { kind: 'slow', seconds: 5 } });
    const shown = await user.api('GET', `/alerts/${id}`);
    expect(shown.json).toMatchObject({ rule: { kind: 'slow', seconds: 5 }, cooldown_minutes: 60, is_active: true });
    expect(shown.text).not.toMatch(/secret|whsec_/);
    const changed = await user.api('PATCH', `/alerts/${id}`, {
      rule: { kind: 'failures_in_window', failures: 4, window_minutes: 9 },
      is_active: false,
    });
    expect(changed.json).toMatchObject({ rule: { failures: 4, window_minutes: 9 }, is_active: false, name: 'Watch' });
    expect((await user.api('GET', '/alerts')).json.data).toMatchObject([{ id, rule: { failures: 4 } }]);
    expect((await user.api('DELETE', `/alerts/${id}`)).status).toBe(204);
    expect((await user.api('GET', `/alerts/${id}`)).json.code).toBe('alerts.not_found');
    const audit = await testDatabase().sql.query(
      `SELECT action FROM audit_logs WHERE target_id = $1 ORDER BY created_at, action`,
      [id],
    );
    expect(audit.map(({ action }) => action)).toEqual(['alerts.created', 'alerts.updated', 'alerts.deleted']);
  });

  it('are for viewers to see and for members to make', async () => {
    const { id } = await createAlert(user, { rule });
    const [viewer, member] = [await memberAs('viewer'), await memberAs('member')];
    expect((await viewer('GET', `/alerts/${id}/firings`)).status).toBe(200);
    const body = { name: 'Mine', rule, channels: { mail: [owner] } };
    expect((await viewer('POST', '/alerts', body)).json.code).toBe('permissions.denied');
    expect((await viewer('PATCH', `/alerts/${id}`, { name: 'Mine' })).status).toBe(403);
    expect((await viewer('DELETE', `/alerts/${id}`)).status).toBe(403);
    expect((await member('POST', '/alerts', body)).status).toBe(201);
  });

  it('that start a workflow are for keys that may run workflows', async () => {
    const scopes = ['alerts:write', 'alerts:read'];
    const key = await user.api('POST', '/api-keys', { name: 'Key', scopes });
    const body = { name: 'Mine', rule, channels: { workflow_id: await createIdleWorkflow(user) } };
    const answer = await send('POST', `/api/v1/workspaces/${user.workspaceId}/alerts`, {
      headers: { 'x-api-key': String(key.json.key), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect([answer.status, answer.json.code]).toEqual([403, 'permissions.denied']);
    expect(answer.text).toContain('workflows:run');
  });

  it('of others are not there', async () => {
    const { id } = await createAlert(user, { rule });
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['GET', '/firings', undefined],
      ['PATCH', '', { name: 'Mine' }],
      ['DELETE', '', undefined],
    ] as const) {
      expect((await stranger.api(method, `/alerts/${id}${path}`, body)).json.code).toBe('alerts.not_found');
    }
  });

  it('name nobody and nothing of others', async () => {
    const theirs = await createIdleWorkflow(stranger);
    const them = await ownerOf(stranger);
    const mail = { mail: [owner] };
    const refused = [
      { channels: mail, workflow_id: theirs },
      { channels: { workflow_id: theirs } },
      { channels: { mail: [owner, them] } },
    ];
    const answers = await Promise.all(
      refused.map((fields) => user.api('POST', '/alerts', { name: 'Theirs', rule, ...fields })),
    );
    expect(answers.map(({ status, json }) => [status, json.code])).toEqual([
      [422, 'alerts.workflow_unknown'],
      [422, 'alerts.workflow_unknown'],
      [422, 'alerts.member_unknown'],
    ]);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.1/',
    'http://[fd00::1]/',
    'http://0x0a000001/',
    'http://metadata.google.internal/',
    'http://user:secret@example.com/',
    'ftp://example.com/',
    'javascript:alert(1)',
    'not an address',
    '',
  ])('take no webhook to %j', async (webhook_url) => {
    const { status, json, text } = await user.api('POST', '/alerts', { name: 'Out', rule, channels: { webhook_url } });
    expect([status, json.code]).toEqual([422, 'alerts.webhook_refused']);
    expect(text).not.toContain('secret');
    const { id } = await createAlert(user, { rule });
    expect((await user.api('PATCH', `/alerts/${id}`, { channels: { webhook_url } })).status).toBe(422);
    await user.api('DELETE', `/alerts/${id}`);
  });

  it.each([
    [{ rule: { kind: 'failure', failures: 1 } }],
    [{ rule: { kind: 'slow' } }],
    [{ rule: { kind: 'slow', seconds: 0.5 } }],
    [{ rule: { kind: 'failures_in_window', failures: 0, window_minutes: 1 } }],
    [{ rule: { kind: 'never' } }],
    [{ rule, channels: {} }],
    [{ rule, channels: { mail: ['a@example.com'] } }],
    [{ rule, cooldown_minutes: 0 }],
    [{ rule, name: ' ' }],
  ])('refuse %j', async (fields) => {
    const body = { name: 'Bad', channels: { mail: [owner] }, ...fields };
    expect((await user.api('POST', '/alerts', body)).json.code).toBe('input.invalid');
  });

  it('are changed by many at once, each in what they name', async () => {
    const body = { name: 'Before', rule, channels: { mail: [owner] } };
    const { id } = (await user.api('POST', '/alerts', body)).json;
    for (let round = 1; round <= 5; round += 1) {
      const changes = [
        { name: `Named ${round}` },
        { cooldown_minutes: round },
        { rule: { kind: 'slow', seconds: round } },
        { tells_recovery: round % 2 === 0 },
      ];
      await Promise.all(changes.map((change) => user.api('PATCH', `/alerts/${id}`, change)));
      expect((await user.api('GET', `/alerts/${id}`)).json).toMatchObject(Object.assign({}, ...changes));
    }
    const scoped = await user.api('PATCH', `/alerts/${id}`, { rule: { kind: 'failure' }, workflow_id: null });
    expect(scoped.json).toMatchObject({ rule: { kind: 'failure' }, workflow_id: null, name: 'Named 5' });
    await user.api('DELETE', `/alerts/${id}`);
  });

  it('are fifty at most', async () => {
    const crowd = await createUser();
    const mail = [await ownerOf(crowd)];
    const made = [];
    for (let count = 0; count < 51; count += 1) {
      made.push((await crowd.api('POST', '/alerts', { name: `A${count}`, rule, channels: { mail } })).json.code);
    }
    expect(made.filter((code) => code !== undefined)).toEqual(['alerts.too_many']);
  });
});
