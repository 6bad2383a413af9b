import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/shared/ids.ts';
import { endpointSecretPurpose } from '../../src/webhooks/endpoint-secret.ts';
import { webhookEndpoints } from '../../src/webhooks/webhooks.table.ts';
import { manual, webhook } from '../workflows/graphs.ts';
import { at, type Client, createWorld, db, now, secrets, textAt } from '../workflows/world.ts';

type World = Awaited<ReturnType<typeof createWorld>>;
let world: World;
let owner: Client;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.as('owner');
});

async function workflow(...nodes: object[]): Promise<string> {
  const { body } = await owner('POST', `${world.root}/workflows`, { name: 'W', nodes, connections: [] });
  return `${world.root}/workflows/${textAt(body, 'id')}`;
}

async function endpointsOf(path: string): Promise<unknown> {
  return at((await owner('GET', `${path}/webhooks`)).body, 'data');
}

async function storedSecret(id: string): Promise<string> {
  const [row] = await db.orm.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id));
  return row?.secret ?? '';
}

describe('GET /workflows/{id}/webhooks', () => {
  it('shows an inactive endpoint for a drafted webhook, with URL and secret', async () => {
    const endpoints = await endpointsOf(await workflow(webhook('hook', { path: '/in', methods: ['PUT'] })));
    expect(endpoints).toMatchObject([{ node_id: 'hook', path: 'in', method: 'PUT', is_active: false, revision: 1 }]);
    expect(textAt(endpoints, 0, 'endpoint_id')).toMatch(/^[\w-]{32}$/);
    expect(at(endpoints, 0, 'url_path')).toBe(`/webhooks/${textAt(endpoints, 0, 'endpoint_id')}/in`);
    expect(textAt(endpoints, 0, 'secret')).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  });

  it.each([
    ['', ''],
    ['/', ''],
    ['orders/:id', '/orders/:id'],
    ['/orders/:id/lines/', '/orders/:id/lines'],
  ])('shows the whole path of an endpoint with path %j', async (path, behind) => {
    const endpoints = await endpointsOf(await workflow(webhook('hook', { path })));
    expect(at(endpoints, 0, 'url_path')).toBe(`/webhooks/${textAt(endpoints, 0, 'endpoint_id')}${behind}`);
  });

  it('keeps the secret sealed in the database', async () => {
    const endpoints = await endpointsOf(await workflow(webhook('hook')));
    const id = textAt(endpoints, 0, 'id');
    const sealed = await storedSecret(id);
    expect(sealed).toMatch(/^w1\./);
    expect(sealed.length).toBeLessThanOrEqual(255);
    const open = await secrets.opener(world.workspace);
    expect(await open(sealed, endpointSecretPurpose(id))).toBe(at(endpoints, 0, 'secret'));
  });

  it('shows viewers the endpoints without their secrets', async () => {
    const path = await workflow(webhook('hook'));
    const { body } = await (await world.as('viewer'))('GET', `${path}/webhooks`);
    expect(body).toMatchObject({ data: [{ node_id: 'hook', secret: null }], next_cursor: null });
  });

  it('shows nothing to strangers and keys without the scope', async () => {
    const path = await workflow(webhook('hook'));
    expect((await owner('GET', `${path.replace(world.root, world.otherRoot)}/webhooks`)).status).toBe(404);
    expect((await world.withKey('executions:read')('GET', `${path}/webhooks`)).status).toBe(403);
  });

  it('keeps its endpoint while the workflow is published, saved and deactivated', async () => {
    const path = await workflow(webhook('hook'));
    const first = at(await endpointsOf(path), 0);
    const [endpoint_id, secret] = [textAt(first, 'endpoint_id'), textAt(first, 'secret')];
    const same = { endpoint_id, secret, node_id: 'hook' };
    await owner('POST', `${path}/publish`);
    expect(await endpointsOf(path)).toMatchObject([{ ...same, is_active: true, method: 'POST', revision: 2 }]);
    const other = [manual, webhook('hook', { methods: ['GET'] }), webhook('second')];
    await owner('PUT', path, { nodes: other, connections: [] }, { 'if-match': '*' });
    expect(await endpointsOf(path)).toMatchObject([
      { ...same, is_active: true, method: 'POST', revision: 2 },
      { node_id: 'second', is_active: false },
    ]);
    await owner('PUT', path, { nodes: [manual], connections: [] }, { 'if-match': '*' });
    expect(await endpointsOf(path)).toMatchObject([{ ...same, is_active: true }]);
    await owner('POST', `${path}/deactivate`);
    expect(await endpointsOf(path)).toMatchObject([{ ...same, is_active: false, revision: 3 }]);
    await owner('POST', `${path}/publish`);
    expect(await endpointsOf(path)).toEqual([]);
  });
});

describe('POST /workflows/{id}/webhooks/{id}/rotate-secret', () => {
  it('replaces the secret by another random one', async () => {
    const path = await workflow(webhook('hook'));
    const endpoints = await endpointsOf(path);
    const id = textAt(endpoints, 0, 'id');
    const reply = await owner('POST', `${path}/webhooks/${id}/rotate-secret`);
    expect(reply).toMatchObject({ status: 200, body: { id, revision: 2 } });
    expect(at(reply.body, 'secret')).not.toBe(at(endpoints, 0, 'secret'));
    expect(at(await endpointsOf(path), 0)).toEqual(reply.body);
    expect(await world.audited(id)).toEqual(['webhooks.secret_rotated']);
  });

  it('does not find an endpoint of another workflow or workspace, or one that does not exist', async () => {
    const [path, other] = [await workflow(webhook('hook')), await workflow(webhook('hook'))];
    const id = textAt(await endpointsOf(path), 0, 'id');
    for (const to of [
      `${other}/webhooks/${id}`,
      `${path.replace(world.root, world.otherRoot)}/webhooks/${id}`,
      `${path}/webhooks/${newId(now())}`,
    ]) {
      const reply = await owner('POST', `${to}/rotate-secret`);
      expect([reply.status, at(reply.body, 'code')]).toEqual([404, 'webhooks.not_found']);
    }
  });

  it('is refused to viewers and reading keys', async () => {
    const path = await workflow(webhook('hook'));
    const id = textAt(await endpointsOf(path), 0, 'id');
    for (const client of [await world.as('viewer'), world.withKey('workflows:read')]) {
      expect((await client('POST', `${path}/webhooks/${id}/rotate-secret`)).status).toBe(403);
      expect((await client('PUT', `${path}/webhooks/${id}/secret`, { secret: 'longer than 8' })).status).toBe(403);
    }
  });
});

describe('PUT /workflows/{id}/webhooks/{id}/secret', () => {
  it('accepts a secret of the sender, up to the length that the column holds', async () => {
    const path = await workflow(webhook('hook'));
    const id = textAt(await endpointsOf(path), 0, 'id');
    for (const secret of ['it is a secret', 'x'.repeat(150), 'ß'.repeat(75)]) {
      const reply = await owner('PUT', `${path}/webhooks/${id}/secret`, { secret });
      expect(reply).toMatchObject({ status: 200, body: { secret } });
      expect((await storedSecret(id)).length).toBeLessThanOrEqual(255);
    }
    expect(await world.audited(id)).toEqual(Array(3).fill('webhooks.secret_set'));
  });

  it('seals the secret for the same endpoint, whether its id is in upper or lower case', async () => {
    const path = await workflow(webhook('hook'));
    const id = textAt(await endpointsOf(path), 0, 'id');
    const secret = 'it is a secret';
    expect((await owner('PUT', `${path}/webhooks/${id.toUpperCase()}/secret`, { secret })).status).toBe(200);
    expect(await endpointsOf(path)).toMatchObject([{ id, secret }]);
  });

  it.each([{}, { secret: 'short' }, { secret: 'x'.repeat(151) }, { secret: 'ß'.repeat(76) }, { secret: 12345678 }])(
    'refuses %j',
    async (input) => {
      const path = await workflow(webhook('hook'));
      const id = textAt(await endpointsOf(path), 0, 'id');
      expect((await owner('PUT', `${path}/webhooks/${id}/secret`, input)).status).toBe(400);
    },
  );
});
