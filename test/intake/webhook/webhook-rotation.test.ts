import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { webhookEndpoints } from '../../../src/webhooks/webhooks.table.ts';
import { createUser, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';
import { admitting, deliver, type Guarded, hexOf, publishGuarded } from '../../support/webhook-senders.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

const viewSchema = z.looseObject({
  secret: z.string(),
  secret_set_at: z.string().nullable(),
  previous_secret_expires_at: z.string().nullable(),
});

const HOUR = 3_600_000;

async function change({ id, webhookId }: Guarded, method: string, path: string, body?: object) {
  const reply = await user.api(method, `/workflows/${id}/webhooks/${webhookId}/${path}`, body);
  expect(reply.status).toBe(200);
  return viewSchema.parse(reply.json);
}

async function statusWith({ webhook }: Guarded, secret: string): Promise<number> {
  return (await deliver(webhook, '{}', { 'x-hub-signature-256': await hexOf(secret, '{}', 'sha256=') })).status;
}

function hoursUntil(moment: string | null): number {
  return Math.round((Date.parse(moment ?? '') - Date.now()) / HOUR);
}

describe('a secret that is rotated', () => {
  it('stays valid for a day beside the new one, and no longer than the next', async () => {
    const hook = await publishGuarded(user, admitting({ type: 'github' }));
    const second = await change(hook, 'POST', 'rotate-secret');
    expect(hoursUntil(second.previous_secret_expires_at)).toBe(24);
    expect([await statusWith(hook, hook.secret), await statusWith(hook, second.secret)]).toEqual([200, 200]);
    const third = await change(hook, 'POST', 'rotate-secret', { previous_valid_seconds: 3600 });
    expect(hoursUntil(third.previous_secret_expires_at)).toBe(1);
    const statuses = [hook.secret, second.secret, third.secret].map((secret) => statusWith(hook, secret));
    expect(await Promise.all(statuses)).toEqual([401, 200, 200]);
  });

  it('is over when somebody ends it, which may be done twice', async () => {
    const hook = await publishGuarded(user, admitting({ type: 'github' }));
    const { secret } = await change(hook, 'POST', 'rotate-secret');
    expect(await statusWith(hook, hook.secret)).toBe(200);
    for (const _time of [1, 2]) {
      const view = await change(hook, 'DELETE', 'previous-secret');
      expect([view.secret, view.previous_secret_expires_at]).toEqual([secret, null]);
    }
    expect([await statusWith(hook, hook.secret), await statusWith(hook, secret)]).toEqual([401, 200]);
  });

  it('is over when its time has come, and not shown any more', async () => {
    const hook = await publishGuarded(user, admitting({ type: 'github' }));
    await change(hook, 'POST', 'rotate-secret');
    await testDatabase()
      .orm.update(webhookEndpoints)
      .set({ previous_secret_expires_at: new Date(Date.now() - 1) })
      .where(eq(webhookEndpoints.id, hook.webhookId));
    expect(await statusWith(hook, hook.secret)).toBe(401);
    const list = z
      .object({ data: z.array(viewSchema) })
      .parse((await user.api('GET', `/workflows/${hook.id}/webhooks`)).json);
    expect(list.data[0]?.previous_secret_expires_at).toBeNull();
  });

  it('is over at once if that is said', async () => {
    const hook = await publishGuarded(user, admitting({ type: 'github' }));
    const { previous_secret_expires_at } = await change(hook, 'POST', 'rotate-secret', { previous_valid_seconds: 0 });
    expect([previous_secret_expires_at, await statusWith(hook, hook.secret)]).toEqual([null, 401]);
  });
});

describe('a secret that is replaced by one of the sender', () => {
  it('is over at once, or stays valid for as long as is said', async () => {
    const hook = await publishGuarded(user, admitting({ type: 'github' }));
    const first = await change(hook, 'PUT', 'secret', { secret: 'the first of theirs' });
    expect([first.previous_secret_expires_at, typeof first.secret_set_at]).toEqual([null, 'string']);
    expect(await statusWith(hook, hook.secret)).toBe(401);
    const next = await change(hook, 'PUT', 'secret', { secret: 'the next of theirs', previous_valid_seconds: 7200 });
    expect(hoursUntil(next.previous_secret_expires_at)).toBe(2);
    const statuses = ['the first of theirs', 'the next of theirs'].map((secret) => statusWith(hook, secret));
    expect(await Promise.all(statuses)).toEqual([200, 200]);
  });
});
