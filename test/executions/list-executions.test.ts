import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createCursors } from '../../src/security/cursor.ts';
import { newId } from '../../src/shared/ids.ts';
import { changeRow, queueExecution } from '../support/queued-execution.ts';
import { createUser, createWorkflow, node, type User } from '../support/running-app.ts';

const NOW = Date.now();
const MANUAL = { nodes: [node('start', 'trigger.manual')], connections: [] };
const pageOfIds = z.object({ data: z.array(z.object({ id: z.string() })), next_cursor: z.string().nullable() });

let user: User;
let workflow: string;
let ids: string[];

// Five executions, a second apart, the newest first.
beforeAll(async () => {
  user = await createUser();
  workflow = (await createWorkflow(user, MANUAL)).id;
  ids = [];
  for (const age of [0, 1, 2, 3, 4]) {
    ids.push(
      await queueExecution(user, workflow, { createdAt: NOW - age * 1000, triggerType: age < 2 ? 'webhook' : 'api' }),
    );
  }
  await changeRow(ids[1] ?? '', "status = 'failed'");
  await changeRow(ids[2] ?? '', `metadata = '{"order": "7", "shop": "north"}'`);
  await changeRow(ids[4] ?? '', `metadata = '{"order": "8"}'`);
});

async function list(query: string, by: User = user) {
  const reply = await by.api('GET', `/executions${query}`);
  const page = pageOfIds.safeParse(reply.json);
  return { reply, ids: page.data?.data.map(({ id }) => id) ?? [], cursor: page.data?.next_cursor ?? null };
}

function iso(age: number): string {
  return new Date(NOW - age * 1000).toISOString();
}

describe('the list of executions', () => {
  it('shows the newest first, without their data', async () => {
    const { ids: found, reply } = await list('');
    expect(found).toEqual(ids);
    expect(reply.text).not.toContain('input_data');
  });

  it.each([
    ['workflow', () => `workflow_id=${workflow}`, [0, 1, 2, 3, 4]],
    ['another workflow', () => `workflow_id=${newId(NOW)}`, []],
    ['status', () => 'status=failed', [1]],
    ['trigger', () => 'trigger_type=webhook', [0, 1]],
    ['begin', () => `created_from=${iso(1)}`, [0, 1]],
    ['end', () => `created_before=${iso(3)}`, [4]],
    ['a key of its metadata', () => 'metadata_key=order', [2, 4]],
    ['another key', () => 'metadata_key=ord', []],
    ['a value of its metadata', () => 'metadata_key=order&metadata_value=7', [2]],
    ['a value of another key', () => 'metadata_key=shop&metadata_value=7', []],
    ['all of it', () => `workflow_id=${workflow}&status=queued&trigger_type=api&created_from=${iso(3)}`, [2, 3]],
  ])('can be filtered by %s', async (_name, query, expected) => {
    expect((await list(`?${query()}`)).ids).toEqual(expected.map((index) => ids[index]));
  });

  it('comes in pages that neither repeat nor miss an execution, even if others are added meanwhile', async () => {
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await list(`?limit=2&workflow_id=${workflow}${cursor === '' ? '' : `&cursor=${cursor}`}`);
      found.push(...page.ids);
      cursor = page.cursor;
      const added = await queueExecution(user, workflow, { createdAt: NOW + 60_000 });
      await changeRow(added, `workflow_id = '${(await createWorkflow(user, MANUAL)).id}'`);
    }
    expect(found).toEqual(ids);
  });

  it.each([
    [
      'of another filter',
      async () => `?limit=1&status=queued&cursor=${(await list('?limit=1')).cursor}`,
      'cursor.invalid',
    ],
    ['that was made up', async () => '?cursor=abc', 'cursor.invalid'],
    [
      'that has expired',
      async () => {
        const bound = { list: 'executions', workspace_id: user.workspaceId };
        return `?cursor=${await createCursors(env.JWT_SECRET).encode([iso(0), ids[0] ?? ''], bound, NOW - 25 * 3_600_000)}`;
      },
      'cursor.expired',
    ],
  ])('refuses a cursor %s', async (_name, query, code) => {
    const { reply } = await list(await query());
    expect([reply.status, reply.json.code]).toEqual([400, code]);
  });

  it('refuses a cursor of another workspace, and shows none of its executions', async () => {
    const stranger = await createUser();
    const { cursor } = await list('?limit=1');
    expect((await list(`?limit=1&cursor=${cursor}`, stranger)).reply.json.code).toBe('cursor.invalid');
    expect((await list('', stranger)).ids).toEqual([]);
  });

  it.each([
    'limit=0',
    'limit=-1',
    'limit=101',
    'limit=x',
    'status=gone',
    'created_from=yesterday',
    'workflow_id=x',
    'metadata_key=',
    'metadata_value=7',
    'x=1',
    'status=failed,gone',
    'status=',
    'trigger_type=rain',
    'workflow_version=0',
    'workflow_version=99999999999',
    'min_duration_ms=-1',
    'min_duration_ms=x',
    'min_duration_ms=2&max_duration_ms=1',
    'created_from=2026-02-01T00:00:00Z&created_before=2026-01-01T00:00:00Z',
    'error_text=',
    `error_text=${'x'.repeat(10_240)}`,
    `tag=${'x'.repeat(10_240)}`,
  ])('refuses %s', async (query) => {
    const status = (await list(`?${query}`)).reply.status;
    expect([400, 422]).toContain(status);
  });
});
