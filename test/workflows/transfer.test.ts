import { beforeAll, describe, expect, it } from 'vitest';
import { http, httpGraph, manual, noop } from './graphs.ts';
import { at, type Client, createWorld, textAt } from './world.ts';

type World = Awaited<ReturnType<typeof createWorld>>;
let world: World;
let owner: Client;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.as('owner');
});

const file = {
  format: 'linkflow.workflow',
  format_version: 1,
  name: 'Filed',
  description: 'From a file',
  ...httpGraph('https://example.com'),
  settings: { timezone: 'UTC' },
  tags: ['a'],
};

describe('GET /workflows/{id}/export', () => {
  it('returns a file that imports as the same workflow', async () => {
    const imported = await owner('POST', `${world.root}/workflows/import`, file);
    const id = textAt(imported.body, 'workflow', 'id');
    const exported = await owner('GET', `${world.root}/workflows/${id}/export`);
    expect(exported.body).toEqual(file);
    expect(exported.headers.get('content-disposition')).toBe(`attachment; filename="workflow-${id}.json"`);
  });

  it('exports an older version', async () => {
    const imported = await owner('POST', `${world.root}/workflows/import`, file);
    const path = `${world.root}/workflows/${textAt(imported.body, 'workflow', 'id')}`;
    await owner('PUT', path, { nodes: [manual, noop], connections: [] }, { 'if-match': '*' });
    expect((await owner('GET', `${path}/export?version=1`)).body).toEqual(file);
    expect((await owner('GET', `${path}/export?version=3`)).status).toBe(404);
  });
});

describe('POST /workflows/import', () => {
  it('stores a draft with the ids of the file', async () => {
    const reply = await owner('POST', `${world.root}/workflows/import`, file);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      workflow: { name: 'Filed', status: 'draft', version: 1, nodes: file.nodes, connections: file.connections },
      stripped_credentials: [],
    });
  });

  it('removes credentials of another workspace and lists them', async () => {
    const secret = { name: 'S', type: 'bearer', data: { token: 't' }, allowed_hosts: ['*'] };
    const credentials = textAt((await owner('POST', `${world.root}/credentials`, secret)).body, 'id');
    const input = { ...file, nodes: [manual, http('https://example.com', { credentials })] };
    const home = await owner('POST', `${world.root}/workflows/import`, input);
    expect(home.body).toMatchObject({ workflow: { nodes: input.nodes }, stripped_credentials: [] });
    const away = await owner('POST', `${world.otherRoot}/workflows/import`, input);
    expect(at(away.body, 'workflow', 'nodes', 1)).toEqual(http('https://example.com'));
    expect(at(away.body, 'stripped_credentials')).toEqual([
      { node_id: 'http', node_name: 'http', credential_id: credentials },
    ]);
  });

  it('refuses a graph with any other fault, and lists them all', async () => {
    const nodes = [noop, http('https://example.com', { credentials: 'gone' }), noop];
    const reply = await owner('POST', `${world.root}/workflows/import`, { ...file, nodes });
    expect([reply.status, at(reply.body, 'code')]).toEqual([422, 'workflows.invalid_graph']);
    expect(JSON.stringify(reply.body)).not.toContain('graph.unknown_credential');
  });

  it.each([
    ['another format', { ...file, format: 'n8n' }],
    ['a later version of the format', { ...file, format_version: 2 }],
    ['an unknown field', { ...file, id: 'x' }],
    ['no name', { ...file, name: undefined }],
  ])('refuses %s', async (_, input) => {
    const reply = await owner('POST', `${world.root}/workflows/import`, input);
    expect([reply.status, at(reply.body, 'code')]).toEqual([400, 'input.invalid']);
  });

  it('is refused to viewers and reading keys', async () => {
    for (const client of [await world.as('viewer'), world.withKey('workflows:read')]) {
      expect((await client('POST', `${world.root}/workflows/import`, file)).status).toBe(403);
    }
  });
});
