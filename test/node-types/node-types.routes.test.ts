import { beforeAll, describe, expect, it } from 'vitest';
import { at, type Client, createWorld, textAt } from '../workflows/world.ts';

const PATH = '/api/v1/node-types';

type World = Awaited<ReturnType<typeof createWorld>>;
let world: World;
let viewer: Client;

beforeAll(async () => {
  world = await createWorld();
  viewer = await world.as('viewer');
});

describe('GET /node-types', () => {
  it('describes every node type with the schema of its config', async () => {
    const { status, body } = await viewer('GET', PATH);
    expect(status).toBe(200);
    const data = at(body, 'data');
    expect(Array.isArray(data) ? data.map(({ type }) => type) : []).toContain('trigger.webhook');
    expect(at(data, 0, 'config_schema', 'type')).toBe('object');
  });

  it('answers 304 as long as nothing has changed', async () => {
    const first = await viewer('GET', PATH);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const again = await viewer('GET', PATH, undefined, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([again.status, again.body]).toEqual([304, null]);
  });

  it('is refused without a session', async () => {
    expect((await world.app.request(PATH)).status).toBe(401);
  });
});

describe('GET /node-types/{type}', () => {
  it('describes one', async () => {
    const { body } = await viewer('GET', `${PATH}/action.http`);
    expect([textAt(body, 'type'), textAt(body, 'kind')]).toEqual(['action.http', 'action']);
  });

  it('does not find a type that does not exist', async () => {
    const { status, body } = await viewer('GET', `${PATH}/action.teleport`);
    expect([status, at(body, 'code')]).toEqual([404, 'node_types.not_found']);
  });
});
