import { beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { newId } from '../../../src/shared/ids.ts';
import { type Delivery, deliveryListSchema } from '../../../src/webhooks/deliveries.schemas.ts';
import { type WebhookRefusal, writeRefusal } from '../../../src/webhooks/write-refusal.ts';
import { executionId, PATIENCE, untilStatus } from '../../support/executions.ts';
import { hooked } from '../../support/hooked.ts';
import { createUser, node, type Published, post, publish, send, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const db = testDatabase();

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function guarded(): Promise<Published> {
  return publish(user, hooked({ authentication: { type: 'hmac_sha256' } }, node('end', 'logic.noop')));
}

async function deliveriesOf({ id, webhookId }: Published, query = '', as: User = user): Promise<readonly Delivery[]> {
  const reply = await as.api('GET', `/workflows/${id}/webhooks/${webhookId}/deliveries${query}`);
  return deliveryListSchema.parse(reply.json).data;
}

/** Refusals are written down after the sender has been answered. */
function untilRefused(hook: Published, count: number): Promise<readonly Delivery[]> {
  return vi.waitFor(async () => {
    const refused = await deliveriesOf(hook, '?outcome=refused');
    expect(refused).toHaveLength(count);
    return refused;
  }, PATIENCE);
}

function countRows({ id }: Published): Promise<number> {
  const statement = 'SELECT count(*)::int AS n FROM webhook_refusals WHERE workflow_id = $1::uuid';
  return db.sql.query(statement, [id]).then(([row]) => z.object({ n: z.int() }).parse(row).n);
}

describe('the last calls of an endpoint', () => {
  it('are those that became executions, with what became of them', async () => {
    const hook = await publish(user, hooked({}, node('end', 'logic.noop')));
    const first = executionId(await post(`${hook.webhook}`, { n: 1 }));
    await untilStatus(user, first, 'completed');
    const second = executionId(await post(hook.webhook, { n: 2 }));
    await untilStatus(user, second, 'completed');
    expect(await deliveriesOf(hook)).toMatchObject([
      { type: 'accepted', execution_id: second, status: 'completed', method: 'POST', path: '' },
      { type: 'accepted', execution_id: first, status: 'completed' },
    ]);
    expect(await deliveriesOf(hook, '?limit=1')).toHaveLength(1);
    expect(await countRows(hook)).toBe(0);
  });

  it('can be replayed', async () => {
    const hook = await publish(user, hooked({}, node('end', 'logic.noop')));
    const first = executionId(await post(hook.webhook, { n: 1 }));
    await untilStatus(user, first, 'completed');
    const again = await user.api('POST', `/executions/${first}/replay`, {});
    expect(again.status).toBe(202);
    expect((await deliveriesOf(hook)).map((one) => one.type === 'accepted' && one.execution_id)).toEqual([
      again.json.id,
      first,
    ]);
  });

  it('are those that were refused, too, with the reason', async () => {
    const hook = await guarded();
    const reply = await post(hook.webhook, { n: 1 });
    expect(reply.status).toBe(401);
    const [refused] = await untilRefused(hook, 1);
    expect(refused).toMatchObject({
      type: 'refused',
      http_status: 401,
      code: reply.json.code,
      message: reply.json.detail,
      method: 'POST',
      unwritten: 0,
    });
  });

  it.each([
    ['of another method', (hook: Published) => send('DELETE', hook.webhook), 'webhooks.method_not_allowed'],
    ['of a path that does not fit', (hook: Published) => post(`${hook.webhook}/no/way`, {}), 'webhooks.not_found'],
    [
      'of a body that is none',
      (hook: Published) => send('POST', hook.webhook, { body: '{', headers: { 'content-type': 'application/json' } }),
      'input.malformed_json',
    ],
  ])('tell of calls %s', async (_what, call, code) => {
    const hook = await publish(user, hooked({ path: 'way' }, node('end', 'logic.noop')));
    await call({ ...hook, webhook: code === 'webhooks.not_found' ? hook.webhook : `${hook.webhook}/way` });
    expect(await untilRefused(hook, 1)).toMatchObject([{ code }]);
  });

  it('are one row for many refusals at once, which says how many more there were', async () => {
    const hook = await guarded();
    await Promise.all(Array.from({ length: 30 }, () => post(hook.webhook, {})));
    await untilRefused(hook, 1);
    expect(await countRows(hook)).toBe(1);
  });

  it('hold nothing of the body, and no secret', async () => {
    const hook = await guarded();
    await send('POST', `${hook.webhook}?token=in-the-query`, {
      body: '{"password":"in-the-body"}',
      headers: { 'content-type': 'application/json', authorization: 'Bearer in-the-header' },
    });
    await untilRefused(hook, 1);
    const rows = await db.sql.query('SELECT * FROM webhook_refusals WHERE workflow_id = $1::uuid', [hook.id]);
    expect(JSON.stringify(rows)).not.toMatch(/in-the-(query|body|header)/);
  });

  it('are shown to nobody of another workspace, nor without executions:read', async () => {
    const hook = await guarded();
    const other = await createUser();
    const path = `/workflows/${hook.id}/webhooks/${hook.webhookId}/deliveries`;
    expect((await other.api('GET', path)).status).toBe(404);
    const key = await user.api('POST', '/api-keys', { name: 'k', scopes: ['workflows:read'] });
    const as = { authorization: '', 'x-api-key': String(key.json.key) };
    expect((await user.api('GET', path, undefined, as)).status).toBe(403);
  });
});

describe('writeRefusal', () => {
  function refusal(hook: Published, createdAt: number): WebhookRefusal {
    return {
      id: newId(createdAt),
      workspace_id: user.workspaceId,
      workflow_id: hook.id,
      node_id: 'hook',
      method: 'POST',
      path: '',
      status: 401,
      code: 'webhooks.invalid_signature',
      message: 'No.',
      unwritten: 0,
      created_at: new Date(createdAt).toISOString(),
    };
  }

  it('writes 20 of a minute at most, whoever writes them', async () => {
    const hook = await guarded();
    const start = Date.now();
    for (let n = 0; n < 25; n += 1) await writeRefusal(db, refusal(hook, start + n));
    expect(await countRows(hook)).toBe(20);
    await writeRefusal(db, refusal(hook, start + 61_000));
    expect(await countRows(hook)).toBe(21);
  });

  it('keeps the newest 200 of an endpoint', async () => {
    const hook = await guarded();
    const start = Date.now() - 300 * 10_000;
    for (let n = 0; n < 210; n += 1) await writeRefusal(db, refusal(hook, start + n * 10_000));
    expect(await countRows(hook)).toBe(200);
    const kept = await deliveriesOf(hook, '?limit=1');
    expect(kept).toMatchObject([{ created_at: new Date(start + 209 * 10_000).toISOString() }]);
  });
});
