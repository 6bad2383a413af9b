import { beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument } from '../../src/http/openapi.ts';
import { problemSchema } from '../../src/http/problem.schema.ts';
import { type Headers, newUser } from '../support/api-client.ts';
import { type Operation, operationsOf } from '../support/operations.ts';
import { testApp } from '../support/test-app.ts';
import { HOSTILE_BODIES } from './hostile-bodies.ts';

const app = testApp();
const operations = operationsOf(openApiDocument(app)).filter(({ path }) => path.startsWith('/api/'));
const withBody = operations.filter(({ takesBody }) => takesBody);
const withQuery = operations.filter((operation) => parametersIn(operation, 'query').length > 0);

/** Bodies of several kinds: without the field that says which, nothing else of them is looked at. */
const OF_KINDS = new Set([
  'POST /api/v1/auth/factor',
  'POST /api/v1/auth/step-up',
  'POST /api/v1/users/me/factors/totp/remove',
  'POST /api/v1/workspaces/{workspace_id}/invitations',
]);

const NOWHERE = '019a0000-0000-7000-8000-00000000dead';

let workspaceId = '';
let bearer: Headers = {};

beforeAll(async () => {
  const user = await newUser(app);
  workspaceId = user.workspace.id;
  bearer = user.bearer;
});

function parametersIn(operation: Operation, place: string) {
  return operation.parameters.filter((parameter) => parameter.in === place);
}

/** The path with the test's workspace, and for all else ids of nothing; `changed` overrides by name. */
function fill(path: string, changed: { readonly [name: string]: string } = {}): string {
  const values: { readonly [name: string]: string } = { workspace_id: workspaceId, version: '1', ...changed };
  return path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? NOWHERE);
}

/** Sends it and reads the refusal: a problem, and never a fault of the server. */
async function refusal(path: string, init: RequestInit) {
  const response = await app.request(path, { ...init, headers: { ...bearer, ...init.headers } });
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = problemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

/** A request that gets past the guards of the body and the precondition. */
function withEmptyBody(method: string): RequestInit {
  if (method === 'GET') return { method };
  return { method, headers: { 'content-type': 'application/json', 'if-match': '"r1"' }, body: '{}' };
}

describe.each(HOSTILE_BODIES)('a body of $name', ({ body, code, contentType, fault, status = 400 }) => {
  it.each(withBody)(`is refused by $name with ${code}`, async ({ name, method, path }) => {
    // A stream, so that no content type is added.
    const stream = new Response(body).body;
    const headers = contentType === '' ? {} : { 'content-type': contentType ?? 'application/json' };
    const problem = await refusal(fill(path), { method, headers, body: stream });
    expect(problem).toMatchObject({ status, code });
    const told = fault === 'input.unknown_field' && OF_KINDS.has(name) ? 'input.no_match' : fault;
    if (told) expect(problem.errors).toContainEqual(expect.objectContaining({ code: told, in: 'body' }));
  });
});

describe('a path', () => {
  const places = operations.flatMap((operation) =>
    parametersIn(operation, 'path')
      .filter(({ schema }) => schema.format === 'uuid')
      .map(({ name }) => ({ ...operation, parameter: name })),
  );

  it.each(places)('of $name with a $parameter that is no UUID is refused', async ({ method, path, parameter }) => {
    const problem = await refusal(fill(path, { [parameter]: 'no-uuid' }), withEmptyBody(method));
    expect(problem).toMatchObject({ status: 400, code: 'input.invalid' });
  });

  it.each(places)(
    'of $name with NUL or broken encoding in $parameter is refused',
    async ({ method, path, parameter }) => {
      const nul = await refusal(fill(path, { [parameter]: 'a%00b' }), { method });
      expect(nul).toMatchObject({ status: 400, code: 'input.nul_byte' });
      for (const broken of ['%zz', '%ff', '%ed%a0%80']) {
        const problem = await refusal(fill(path, { [parameter]: broken }), { method });
        expect(problem).toMatchObject({ status: 400, code: 'input.malformed_url' });
      }
    },
  );

  it.each(places)('of $name with a foreign $parameter is not found', async ({ method, path, parameter }) => {
    const problem = await refusal(fill(path, { [parameter]: NOWHERE }), withEmptyBody(method));
    expect([400, 404]).toContain(problem.status);
    expect(parameter !== 'workspace_id' || problem.code === 'workspaces.not_found').toBe(true);
  });
});

describe('a query', () => {
  it.each(withQuery)('of $name with an unknown field is refused', async ({ method, path }) => {
    const problem = await refusal(`${fill(path)}?no_such_field=1`, { method });
    expect(problem.errors).toContainEqual(
      expect.objectContaining({ code: 'input.unknown_field', path: ['no_such_field'], in: 'query' }),
    );
  });

  it.each(withQuery)('of $name with NUL or broken encoding is refused', async ({ method, path }) => {
    expect(await refusal(`${fill(path)}?tag=%00`, { method })).toMatchObject({ code: 'input.nul_byte' });
    expect(await refusal(`${fill(path)}?tag=%f`, { method })).toMatchObject({ code: 'input.malformed_url' });
  });

  it.each(
    withQuery.flatMap((operation) =>
      parametersIn(operation, 'query').map(({ name: field }) => ({ ...operation, field })),
    ),
  )('of $name with a very long or doubled $field is no fault of the server', async ({ method, path, field }) => {
    for (const query of [`${field}=${'x'.repeat(5000)}`, `${field}=a&${field}=b`, `${field}=`]) {
      expect(await refusal(`${fill(path)}?${query}`, { method })).toMatchObject({ status: 400 });
    }
  });

  const paged = withQuery.filter((operation) => parametersIn(operation, 'query').some(({ name }) => name === 'cursor'));

  it.each(paged)('of $name with an impossible page size is refused', async ({ method, path }) => {
    for (const limit of ['-1', '0', '101', '1.5', 'ten', '1e99', '9007199254740993']) {
      expect(await refusal(`${fill(path)}?limit=${limit}`, { method })).toMatchObject({
        code: 'input.invalid',
        errors: expect.arrayContaining([expect.objectContaining({ path: ['limit'], in: 'query' })]),
      });
    }
  });

  it.each(paged)('of $name with a forged cursor is refused', async ({ method, path }) => {
    const problem = await refusal(`${fill(path)}?cursor=abc`, { method });
    expect(['cursor.invalid', 'workflows.not_found', 'executions.not_found', 'schedules.not_found']).toContain(
      problem.code,
    );
  });
});
