import { beforeAll, describe, expect, it } from 'vitest';
import { tick } from '../support/queue.ts';
import { createUser, createWorkflow, node, saveWorkflow, type User } from '../support/running-app.ts';
import { testDatabase } from '../support/test-database.ts';

const NIGHT = '17 3 * * *';
const IDLE = { nodes: [node('start', 'trigger.manual')], connections: [], settings: {} };

const { sql } = testDatabase();

let user: User;

beforeAll(async () => {
  user = await createUser();
});

describe('what a removed node has seen', () => {
  async function remember(workflow: string, nodeId: string): Promise<void> {
    await sql.query(
      `INSERT INTO dedupe_keys (workspace_id, workflow_id, node_id, value_hash) VALUES ($1::uuid, $2::uuid, $3, 'a'), ($1::uuid, $2::uuid, $3, 'b')`,
      [user.workspaceId, workflow, nodeId],
    );
  }

  it('goes when no version has had the node for thirty days, and neither has the published one', async () => {
    const drawn = await createWorkflow(user, IDLE);
    for (const id of ['start', 'gone', 'first', '']) await remember(drawn.id, id);
    const other = { ...IDLE, nodes: [node('first', 'trigger.manual')] };
    await saveWorkflow(user, drawn, other);
    const left = async (): Promise<unknown[]> => {
      const rows = await sql.query('SELECT DISTINCT node_id FROM dedupe_keys WHERE workflow_id = $1::uuid', [drawn.id]);
      return rows.map(({ node_id }) => node_id).toSorted();
    };
    await tick(NIGHT);
    expect(await left()).toEqual(['', 'first', 'start']);
    await sql.query(
      `UPDATE workflow_versions SET created_at = now() - interval '31 days' WHERE workflow_id = $1::uuid`,
      [drawn.id],
    );
    await sql.query(`UPDATE workflows SET draft_changed_at = now() - interval '31 days' WHERE id = $1::uuid`, [
      drawn.id,
    ]);
    await tick(NIGHT);
    expect(await left()).toEqual(['', 'first']);
  });
});
