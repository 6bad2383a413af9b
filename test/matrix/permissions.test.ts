import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from '../../src/http/openapi.ts';
import { newUser } from '../support/api-client.ts';
import { type Operation, operationsOf } from '../support/operations.ts';
import { testApp } from '../support/test-app.ts';
import { CALLER_NAMES, CALLERS, type Caller, type CallerName, newCaller } from './callers.ts';
import { expectedRefusal, REFUSALS } from './expected.ts';
import { actsAtOnce, headersOf, pathOf } from './request-of.ts';

const app = testApp();
const operations = operationsOf(openApiDocument(app)).filter(({ path }) => path.startsWith('/api/'));
const problemSchema = z.object({ code: z.string() });

let callers: ReadonlyMap<CallerName, Caller> = new Map();

beforeAll(async () => {
  const owner = await newUser(app);
  const made = CALLER_NAMES.map(async (name) => {
    const own = CALLERS[name].type === 'without_factor' ? undefined : owner;
    return [name, await newCaller(app, name, own)] as const;
  });
  callers = new Map(await Promise.all(made));
});

/** The status and the code of the answer, which is not read to its end: some never end. */
async function answerTo(operation: Operation, { workspaceId, headers }: Caller) {
  const response = await app.request(pathOf(operation, { workspace_id: workspaceId }), {
    method: operation.method,
    headers: {
      ...headersOf(operation),
      ...(operation.takesBody && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(operation.takesBody && { body: '{}' }),
  });
  if (response.ok) {
    await response.body?.cancel();
    return { status: response.status, code: null };
  }
  return { status: response.status, code: problemSchema.parse(await response.json()).code };
}

/** Who does something at once does it for real, so that each gets a workspace, or a session, of their own. */
async function callerFor(operation: Operation, name: CallerName): Promise<Caller> {
  const usual = callers.get(name);
  const allowed = expectedRefusal(operation, CALLERS[name]) === null;
  if (usual === undefined || (allowed && actsAtOnce(operation))) return newCaller(app, name);
  return usual;
}

/** Until sessions remember how they were proved, no workspace can ask for a second factor. */
async function isFactorAsked(): Promise<boolean> {
  const [probe] = operations.filter(({ id }) => id === 'get_workspace');
  const caller = callers.get('a member without the required second factor');
  return probe !== undefined && caller !== undefined && (await answerTo(probe, caller)).code === 'auth.factor_required';
}

describe.each(operations)('$name', (operation) => {
  it.each(CALLER_NAMES)('answers %s as the table of permissions says', async (name) => {
    if (CALLERS[name].type === 'without_factor' && !(await isFactorAsked())) return;
    const answer = await answerTo(operation, await callerFor(operation, name));
    const refusal = expectedRefusal(operation, CALLERS[name]);
    if (refusal === null) expect(REFUSALS).not.toContain(answer.code);
    else expect(answer).toEqual(refusal);
    expect(answer.status).toBeLessThan(500);
  });
});
