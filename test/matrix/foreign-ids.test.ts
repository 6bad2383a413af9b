import { beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument } from '../../src/http/openapi.ts';
import { untilStatus } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { type Operation, operationsOf } from '../support/operations.ts';
import { createUser, node, type Reply, send, type User } from '../support/running-app.ts';
import { createSamples } from '../support/samples/samples.ts';
import { testApp } from '../support/test-app.ts';
import { fingerprint } from './fingerprint.ts';
import { knownBody } from './known-bodies.ts';
import { headersOf, pathOf } from './request-of.ts';
import { createResources, type Resources } from './resources.ts';

const document = openApiDocument(testApp());
const samples = createSamples(document);
const operations = operationsOf(document).filter(({ path }) => path.startsWith('/api/v1/workspaces/{workspace_id}'));

const CANARY = 'canary of another workspace';

/** Parameters of a path that name no resource of a workspace by themselves. */
const NO_RESOURCE: readonly string[] = ['workspace_id', 'version', 'type'];

let attacker: User;
let victim: User;
let own: Resources = {};
let foreign: Resources = {};
let before: ReadonlyMap<string, string> = new Map();

beforeAll(async () => {
  [attacker, victim] = [await createUser(), await createUser()];
  [own, foreign] = [await createResources(attacker, 'own'), await createResources(victim, CANARY)];
  await untilStatus(victim, foreign.execution_id ?? '', 'completed');
  before = await fingerprint(victim.workspaceId);
});

type Attack = { readonly path?: Resources; readonly query?: string; readonly body?: unknown };

/** The revision that the attacker's own workflow has now, so that nothing is refused for an old one. */
async function precondition(operation: Operation): Promise<{ readonly [name: string]: string }> {
  if (headersOf(operation)['if-match'] === undefined) return {};
  return { 'if-match': (await attacker.api('GET', `/workflows/${own.workflow_id}`)).headers.get('etag') ?? '' };
}

/** Sends the request as the owner of one workspace, with an id of another in it. */
async function attack(operation: Operation, { path = {}, query = '', body }: Attack): Promise<Reply> {
  const values = { ...own, ...path, workspace_id: attacker.workspaceId };
  const wanted = body ?? (operation.body === null ? undefined : samples.of(operation.body));
  const sent = wanted === undefined ? undefined : knownBody(operation.id, wanted);
  return send(operation.method, pathOf(operation, values) + query, {
    headers: {
      authorization: attacker.authorization,
      ...(await precondition(operation)),
      ...(sent !== undefined && { 'content-type': 'application/json' }),
    },
    ...(sent !== undefined && { body: JSON.stringify(sent) }),
  });
}

/** Nothing of the other workspace is told, and nothing there is another than before. */
async function expectNothing(reply: Reply): Promise<void> {
  expect(reply.status).toBeLessThan(500);
  expect(reply.text).not.toContain(CANARY);
  expect(await fingerprint(victim.workspaceId)).toEqual(before);
}

/** The ids of the other workspace that a field of this name may mean: those of its kind, or any. */
function idsFor(field: string): readonly string[] {
  const kind = Object.keys(foreign).find((parameter) => field === parameter || field.endsWith(`_${parameter}`));
  const all = Object.entries(foreign).filter(([name]) => !NO_RESOURCE.includes(name));
  return all.filter(([name]) => kind === undefined || name === kind).map(([, id]) => id);
}

function named(operation: Operation): string[] {
  return operation.parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name);
}

describe('each resource in a path', () => {
  it('has a recipe in resources.ts that makes one', () => {
    const wanted = new Set(operations.flatMap(named).filter((name) => !NO_RESOURCE.includes(name)));
    const missing = [...wanted].filter((name) => !foreign[name]);
    expect(
      missing,
      'Let createResources in test/matrix/resources.ts make one, under the name of its parameter.',
    ).toEqual([]);
  });
});

describe.each(operations.filter((operation) => named(operation).some((name) => !NO_RESOURCE.includes(name))))(
  '$name',
  (operation) => {
    const parameters = named(operation).filter((name) => !NO_RESOURCE.includes(name));

    it.each(parameters)('does not find a %s of another workspace', async (name) => {
      const reply = await attack(operation, { path: { [name]: foreign[name] ?? '' } });
      expect([400, 403, 404, 409, 412, 422]).toContain(reply.status);
      await expectNothing(reply);
    });

    it('does not find them together either', async () => {
      const reply = await attack(operation, { path: foreign });
      expect([400, 403, 404, 409, 412, 422]).toContain(reply.status);
      await expectNothing(reply);
    });
  },
);

const withIds = operations.flatMap((operation) => {
  const places = operation.body === null ? [] : samples.ids(operation.body);
  return places.map((place) => ({ ...operation, place, at: place.path }));
});

describe.each(withIds)('$name with $at of another workspace', ({ place, ...operation }) => {
  it('does nothing', async () => {
    for (const id of idsFor(place.field)) {
      await expectNothing(await attack(operation, { body: place.withId(id) }));
    }
  });
});

describe('a node that names a credential of another workspace', () => {
  it('is not saved', async () => {
    const credentials = foreign.credential_id ?? '';
    const nodes = [
      node('start', 'trigger.manual'),
      node('call', 'action.http', { method: 'GET', url: 'https://example.com' }, { credentials }),
    ];
    const reply = await attacker.api('POST', '/workflows', { name: 'W', nodes, connections: chain('start → call') });
    expect(reply).toMatchObject({ status: 422, json: { code: 'workflows.invalid_graph' } });
    await expectNothing(reply);
  });
});

const filtered = operations.flatMap((operation) =>
  operation.parameters
    .filter(
      (parameter) => parameter.in === 'query' && (/_id$/.test(parameter.name) || parameter.schema.format === 'uuid'),
    )
    .map((parameter) => ({ ...operation, field: parameter.name })),
);

describe.each(filtered)('$name with a $field of another workspace', ({ field, ...operation }) => {
  it('lists nothing', async () => {
    for (const id of idsFor(field)) {
      const reply = await attack(operation, { query: `?${field}=${id}` });
      await expectNothing(reply);
      const { data: listed = [] } = reply.json;
      expect(listed).toEqual([]);
    }
  });
});
