import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/shared/ids.ts';
import { http, manual, node, noop } from './graphs.ts';
import { at, type Client, createWorld, now, textAt } from './world.ts';

let root: string;
let otherRoot: string;
let owner: Client;

beforeAll(async () => {
  const world = await createWorld();
  ({ root, otherRoot } = world);
  owner = await world.as('owner');
});

type Graph = { nodes: unknown; connections?: unknown; settings?: unknown };

/** What a graph is told to be wrong with: code, node and path. */
async function faultsOf(graph: Graph): Promise<unknown> {
  const { status, body } = await owner('POST', `${root}/workflows/validate`, { connections: [], ...graph });
  expect([status, at(body, 'valid')]).toEqual([200, false]);
  const errors = at(body, 'errors');
  return Array.isArray(errors) ? errors.map((error) => [error.code, error.node_id, error.path.join('.')]) : body;
}

const to = (source: string, target: string, more = {}) => ({ source, target, ...more });

describe('a graph that cannot be published', () => {
  it.each<[string, Graph, unknown[]]>([
    ['no trigger', { nodes: [noop] }, [['graph.no_trigger', undefined, 'nodes']]],
    ['no nodes', { nodes: [] }, [['graph.no_trigger', undefined, 'nodes']]],
    [
      'an unknown type',
      { nodes: [manual, node('x', 'action.teleport')] },
      [['graph.unknown_type', 'x', 'nodes.1.type']],
    ],
    [
      'a bad config',
      { nodes: [manual, node('x', 'action.http', { method: 'BREW', url: 'https://example.com' })] },
      [['graph.invalid_config', 'x', 'nodes.1.config.method']],
    ],
    [
      'a dangling connection',
      { nodes: [manual], connections: [to('start', 'gone')] },
      [['graph.dangling_connection', undefined, 'connections.0.target']],
    ],
    [
      'a doubled connection',
      { nodes: [manual, noop], connections: [to('start', 'noop'), to('start', 'noop', { targetHandle: 'main' })] },
      [['graph.duplicate_connection', undefined, 'connections.1']],
    ],
    [
      'an unknown handle',
      { nodes: [manual, noop], connections: [to('start', 'noop', { sourceHandle: 'true' })] },
      [['graph.unknown_handle', 'start', 'connections.0.sourceHandle']],
    ],
    [
      'a cycle',
      { nodes: [manual, noop, node('b', 'logic.noop')], connections: [to('noop', 'b'), to('b', 'noop')] },
      [['graph.cycle', 'noop', 'nodes.1']],
    ],
    ['nodes that are no list', { nodes: {} }, [['graph.malformed', undefined, 'nodes']]],
    ['an unknown field', { nodes: [{ ...manual, colour: 'red' }] }, [['graph.malformed', 'start', 'nodes.0.colour']]],
    ['a strange id', { nodes: [{ ...manual, id: 'a b' }] }, [['graph.malformed', 'a b', 'nodes.0.id']]],
    ['a node that is no object', { nodes: [manual, 1] }, [['graph.malformed', undefined, 'nodes.1']]],
    [
      'a zone that is none',
      { nodes: [manual], settings: { timezone: 'Mars/Olympus' } },
      [['graph.malformed', undefined, 'settings.timezone']],
    ],
    [
      'a zone that may be several',
      { nodes: [manual], settings: { timezone: 'BST' } },
      [['graph.ambiguous_zone', undefined, 'settings.timezone']],
    ],
    [
      'a way with errors that there is not',
      { nodes: [manual], settings: { expression_errors: 'ignore' } },
      [['graph.malformed', undefined, 'settings.expression_errors']],
    ],
    [
      'a kind of failure that there is not',
      { nodes: [{ ...manual, settings: { retry: { max_attempts: 2, on: ['bad_luck'] } } }] },
      [['graph.malformed', 'start', 'nodes.0.settings.retry.on.0']],
    ],
    [
      'settings out of bounds',
      {
        nodes: [{ ...manual, settings: { timeout_ms: 0, retry: { max_attempts: 51 } } }],
        settings: { timeout_seconds: -1 },
      },
      [
        ['graph.malformed', 'start', 'nodes.0.settings.retry.max_attempts'],
        ['graph.malformed', 'start', 'nodes.0.settings.timeout_ms'],
        ['graph.malformed', undefined, 'settings.timeout_seconds'],
      ],
    ],
  ])('has %s', async (_, graph, expected) => {
    expect(await faultsOf(graph)).toEqual(expected);
  });

  it('has a duplicate id', async () => {
    expect(await faultsOf({ nodes: [manual, noop, { ...noop, name: 'again' }] })).toContainEqual([
      'graph.duplicate_id',
      'noop',
      'nodes.2.id',
    ]);
  });

  it('uses a credential of another workspace, one that does not exist, or one that is no UUID', async () => {
    const secret = { name: 'S', type: 'bearer', data: { token: 't' }, allowed_hosts: ['*'] };
    const theirs = await owner('POST', `${otherRoot}/credentials`, secret);
    for (const credentials of [textAt(theirs.body, 'id'), newId(now()), 'mine']) {
      expect(await faultsOf({ nodes: [manual, http('https://example.com', { credentials })] })).toEqual([
        ['graph.unknown_credential', 'http', 'nodes.1.credentials'],
      ]);
    }
  });

  it('gets all its faults at once, with their paths in the request, and none that only follows from another', async () => {
    const broken = { id: 'broken', type: 'action.http', name: 'Broken', config: 'none' };
    const nodes = [7, { ...manual, extra: 1 }, broken, node('x', 'action.teleport')];
    const connections = [{ source: 1 }, to('start', 'broken'), to('x', 'gone')];
    expect(await faultsOf({ nodes, connections })).toEqual([
      ['graph.malformed', undefined, 'nodes.0'],
      ['graph.malformed', 'start', 'nodes.1.extra'],
      ['graph.malformed', 'broken', 'nodes.2.config'],
      ['graph.malformed', undefined, 'connections.0.source'],
      ['graph.malformed', undefined, 'connections.0.target'],
      ['graph.unknown_type', 'x', 'nodes.3.type'],
      ['graph.dangling_connection', undefined, 'connections.2.target'],
    ]);
  });
});

describe('POST /workflows/validate', () => {
  it('accepts a valid graph with expressions', async () => {
    const nodes = [manual, http('={{ $json.url }}')];
    const { status, body } = await owner('POST', `${root}/workflows/validate`, { nodes, connections: [] });
    expect([status, body]).toEqual([200, { valid: true, errors: [] }]);
  });

  it('lists the faults of an invalid graph and stores nothing', async () => {
    const before = await owner('GET', `${root}/workflows`);
    const { body } = await owner('POST', `${root}/workflows/validate`, { nodes: [noop] });
    expect(body).toMatchObject({ valid: false, errors: [{ code: 'graph.malformed' }, { code: 'graph.no_trigger' }] });
    expect((await owner('GET', `${root}/workflows`)).body).toEqual(before.body);
  });

  it('is refused to keys without the scope', async () => {
    const { withKey, root: path } = await createWorld();
    expect((await withKey('executions:read')('POST', `${path}/workflows/validate`, { nodes: [] })).status).toBe(403);
  });
});
