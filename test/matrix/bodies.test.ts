import { beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument } from '../../src/http/openapi.ts';
import { problemSchema } from '../../src/http/problem.schema.ts';
import { type Headers, newUser } from '../support/api-client.ts';
import { type Operation, operationsOf } from '../support/operations.ts';
import { createSamples } from '../support/samples/samples.ts';
import { testApp } from '../support/test-app.ts';
import { headersOf, pathOf } from './request-of.ts';

const app = testApp();
const document = openApiDocument(app);
const samples = createSamples(document);
const operations = operationsOf(document).flatMap((operation) =>
  operation.body === null ? [] : [{ ...operation, body: operation.body }],
);

/** What the server decides, and nobody says: the rows of the data model have these. */
const FOREIGN_FIELDS = [
  'created_at',
  'created_by',
  'email_verified',
  'id',
  'is_admin',
  'is_personal',
  'key_hash',
  'mfa_enabled',
  'owner_id',
  'password_hash',
  'permissions',
  'plan_id',
  'role',
  'status',
  'stripe_customer_id',
  'updated_at',
  'user_id',
  'workspace_id',
];

let workspaceId = '';
let bearer: Headers = {};

beforeAll(async () => {
  const user = await newUser(app);
  workspaceId = user.workspace.id;
  bearer = user.bearer;
});

async function refusal(operation: Operation, body: string) {
  const headers = { 'content-type': 'application/json', ...headersOf(operation), ...bearer };
  const path = pathOf(operation, { workspace_id: workspaceId });
  const response = await app.request(path, { method: operation.method, headers, body });
  const problem = problemSchema.parse(await response.json());
  expect(problem.status).toBeGreaterThanOrEqual(400);
  expect(problem.status).toBeLessThan(500);
  return problem;
}

/** The text of a JSON object with one field more. */
function withField(body: unknown, name: string, value: unknown): string {
  const [text, field] = [JSON.stringify(body), `${JSON.stringify(name)}:${JSON.stringify(value)}`];
  return text === '{}' ? `{${field}}` : `${text.slice(0, -1)},${field}}`;
}

/** What a browser writes of a passkey, and adds to over the years: only what is read of it counts. */
const WRITTEN_BY_BROWSERS = ['credential', 'credential.response'];

describe.each(operations)('the body of $name', (operation) => {
  it('takes no field that its schema does not name, in whatever depth', () => {
    const open = samples.openObjects(operation.body);
    expect(open.filter((place) => !WRITTEN_BY_BROWSERS.includes(place))).toEqual([]);
  });

  it('says nothing that is for the server to decide', async () => {
    const sample = samples.of(operation.body);
    const known = new Set(JSON.stringify(operation.body).match(/"\w+"(?=:)/g));
    for (const name of FOREIGN_FIELDS.filter((field) => !known.has(`"${field}"`))) {
      const problem = await refusal(operation, withField(sample, name, crypto.randomUUID()));
      expect(problem).toMatchObject({ status: 400, code: 'input.invalid' });
      expect(problem.errors).toContainEqual(expect.objectContaining({ code: 'input.unknown_field', path: [name] }));
    }
  });

  it('has no key of a prototype', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString']) {
      const value = { polluted: true, prototype: { polluted: true } };
      expect(await refusal(operation, withField(samples.of(operation.body), name, value))).toMatchObject({
        status: 400,
      });
    }
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('is refused quietly when it has 65,536 keys', async () => {
    const keys = Array.from({ length: 2 ** 16 }, (_, index) => `"k${index}":${index}`);
    expect(await refusal(operation, `{${keys.join(',')}}`)).toMatchObject({ status: 400, code: 'input.invalid' });
  });
});
