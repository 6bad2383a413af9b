import { beforeAll, describe, expect, it } from 'vitest';
import { execute } from '../support/run-workflow.ts';
import { createUser, node, post } from '../support/running-app.ts';

let user: Awaited<ReturnType<typeof createUser>>;

beforeAll(async () => {
  user = await createUser();
});

describe('a value that no column can hold', () => {
  it.each(['0000-01-01T00:00:00Z', '10000-01-01T00:00:00Z', 'tomorrow'])(
    'is refused as a moment: %s',
    async (moment) => {
      for (const field of ['created_from', 'created_before']) {
        const reply = await user.api('GET', `/executions?${field}=${moment}`);
        expect(reply).toMatchObject({ status: 400, json: { code: 'input.invalid', errors: [{ path: [field] }] } });
      }
    },
  );

  it.each([2 ** 31, 2 ** 52])('is refused as a version: %d', async (version) => {
    const nodes = [node('trigger', 'trigger.manual')];
    const { json } = await user.api('POST', '/workflows', { name: 'W', nodes, connections: [] });
    const reply = await execute(user, String(json.id), { version });
    expect(reply).toMatchObject({ status: 400, json: { code: 'input.invalid' } });
  });
});

describe('a body with very many faults', () => {
  it('is answered with the first 100', async () => {
    const fields = Array.from({ length: 50_000 }, (_, index) => [`field_${index}`, 1]);
    const reply = await post('/api/v1/auth/login', Object.fromEntries(fields));
    expect(reply).toMatchObject({ status: 400, json: { code: 'input.invalid' } });
    expect(reply.json.errors).toHaveLength(100);
  });
});
