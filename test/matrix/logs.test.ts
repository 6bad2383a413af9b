import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openApiDocument } from '../../src/http/openapi.ts';
import { newKey } from '../api-keys/api-key-users.ts';
import { newUser, PASSWORD } from '../support/api-client.ts';
import { operationsOf } from '../support/operations.ts';
import { testApp } from '../support/test-app.ts';
import { divertDatabase, restoreDatabase } from '../support/test-database.ts';
import { headersOf, pathOf } from './request-of.ts';

const app = testApp();
const operations = operationsOf(openApiDocument(app)).filter(({ method }) => method !== 'OPTIONS');

/** Stands for what only a caller knows: in the path of a webhook, a wait or an approval. */
const PATH_SECRET = 'a-secret-in-the-path-of-a-link';
const BODY_SECRET = 'a secret in a body';

let secrets: readonly string[] = [];
let proofs: readonly { readonly [name: string]: string }[] = [];
let workspaceId = '';

beforeAll(async () => {
  const user = await newUser(app);
  const { key } = await newKey(app, user, { name: 'Logs', scopes: ['workflows:read'] });
  workspaceId = user.workspace.id;
  proofs = [user.bearer, { 'x-api-key': key }];
  secrets = [key, PASSWORD, PATH_SECRET, BODY_SECRET, user.tokens.access_token, user.tokens.refresh_token ?? ''].filter(
    (secret) => secret !== '',
  );
});

const lines: string[] = [];

beforeEach(() => {
  lines.length = 0;
  for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((...parts) => lines.push(parts.map(String).join(' ')));
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  restoreDatabase();
});

/** Sends each route a request that is full of secrets, under each proof. */
async function callAll(): Promise<void> {
  const names = { workspace_id: workspaceId, endpoint_id: PATH_SECRET, signature: PATH_SECRET, rest: PATH_SECRET };
  const body = JSON.stringify({ password: PASSWORD, token: BODY_SECRET, refresh_token: BODY_SECRET });
  for (const operation of operations) {
    for (const proof of proofs) {
      const response = await app.request(pathOf(operation, names), {
        method: operation.method,
        headers: { ...headersOf(operation), ...proof, 'content-type': 'application/json', cookie: `x=${BODY_SECRET}` },
        ...(operation.method !== 'GET' && { body }),
      });
      await response.body?.cancel();
    }
  }
}

function expectNoSecret(): void {
  const told = secrets.filter((secret) => lines.some((line) => line.includes(secret)));
  expect(told).toEqual([]);
}

describe('what is logged', () => {
  it('while Postgres is away, of each route, holds no secret that a request held', async () => {
    divertDatabase('http://127.0.0.1:9/sql');
    await callAll();
    expect(lines.join('\n')).toContain('database.unavailable');
    expectNoSecret();
  });

  it('while all is well holds none either', async () => {
    await callAll();
    expectNoSecret();
  });
});
