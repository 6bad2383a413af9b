import { beforeAll, describe, expect, it } from 'vitest';
import { executionId, getNodes } from '../support/executions.ts';
import { chain } from '../support/graph.ts';
import { execute } from '../support/run-workflow.ts';
import { createUser, createWorkflow, node, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

describe('an output of more than 64 KB', () => {
  it('is compressed by the database, and comes back as it was', async () => {
    const rows = Array.from({ length: 2000 }, (_, id) => ({
      zebra: id,
      name: `customer ${id}`,
      apple: 'the same again',
    }));
    const make = node('make', 'action.set', { mode: 'json', json: { rows: '{{ $json.rows }}' } });
    const { id: workflow } = await createWorkflow(user, {
      nodes: [node('start', 'trigger.manual'), make],
      connections: chain('start → make'),
    });
    const id = executionId(await execute(user, workflow, { input: { rows }, wait: true }));
    const sizes = await testDatabase().sql.query(
      `SELECT length(output_data::text) AS characters, pg_column_size(output_data) AS bytes FROM node_executions
      WHERE execution_id = $1::uuid AND node_id = 'make'`,
      [id],
    );
    const { characters, bytes } = sizes[0] ?? {};
    expect(characters).toBeGreaterThan(64 * 1024);
    expect(Number(bytes)).toBeLessThan(Number(characters) / 4);
    const [, made] = await getNodes(user, id);
    expect(JSON.stringify(made?.output_data)).toContain('{"zebra":0,"name":"customer 0","apple":"the same again"}');
  });
});
