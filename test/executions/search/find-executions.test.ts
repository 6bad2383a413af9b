import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '../../../src/shared/ids.ts';
import { changeRow, createIdleWorkflow, queueExecution } from '../../support/queued-execution.ts';
import { createUser, node, type User } from '../../support/running-app.ts';
import { testDatabase } from '../../support/test-database.ts';

const NOW = Date.now();

const page = z.object({
  data: z.array(z.object({ id: z.string() })),
  next_cursor: z.string().nullable(),
  has_more: z.boolean(),
  incomplete: z.boolean(),
});

let user: User;
let tagged: string;
let plain: string;
let ids: string[];

const FAILED = `status = 'failed', error_code = 'http.timeout', error_node_id = 'charge', error_message = 'No 50% answer_in\\time'`;
const TOOK = (ms: number): string =>
  `status = 'completed', started_at = created_at, completed_at = created_at + interval '${ms} milliseconds'`;

// A second apart, the newest first.
const ROWS: readonly (string | null)[] = [
  null,
  FAILED,
  TOOK(5),
  TOOK(90_000),
  `${FAILED.replace('charge', 'mail')}, workflow_version = 2`,
  `status = 'cancelled'`,
  `status = 'failed', error_code = 'other', error_node_id = 'charge', error_message = 'No 50x answer'`,
];

beforeAll(async () => {
  user = await createUser();
  const graph = { nodes: [node('start', 'trigger.manual')], connections: [] };
  const body = { name: 'Tagged', settings: {}, tags: ['shop'], ...graph };
  tagged = String((await user.api('POST', '/workflows', body)).json.id);
  plain = await createIdleWorkflow(user);
  ids = [];
  for (const [age, change] of ROWS.entries()) {
    const workflow = age < 2 ? tagged : plain;
    const id = await queueExecution(user, workflow, {
      createdAt: NOW - age * 1000,
      triggerType: age < 3 ? 'webhook' : 'api',
    });
    if (change !== null) await changeRow(id, change);
    ids.push(id);
  }
});

async function find(query: string, by: User = user) {
  const reply = await by.api('GET', `/executions?${query}`);
  return { reply, ...page.parse(reply.json) };
}

async function places(query: string): Promise<readonly number[]> {
  return (await find(query)).data.map(({ id }) => ids.indexOf(id));
}

describe('finding executions', () => {
  it.each([
    ['several statuses', 'status=failed,cancelled', [1, 4, 5, 6]],
    ['statuses of which one is frequent', 'status=completed,failed', [1, 2, 3, 4, 6]],
    ['several triggers', 'trigger_type=webhook,manual', [0, 1, 2]],
    ['how long it took', 'min_duration_ms=5&max_duration_ms=100', [2]],
    ['how long it took at least', 'min_duration_ms=6', [3]],
    ['its error, in other letters', 'error_text=ANSWER', [1, 4, 6]],
    ['a wildcard that is none', 'error_text=50%25', [1, 4]],
    ['the other wildcard that is none', 'error_text=r_i', [1, 4]],
    ['an escape that is none', 'error_text=%5Ct', [1, 4]],
    ['the code of its error', 'error_code=http.timeout', [1, 4]],
    ['the node that failed', 'error_node_id=charge', [1, 6]],
    ['its version', 'workflow_version=2', [4]],
    ['a tag of its workflow', 'tag=shop', [0, 1]],
    ['an unknown tag', 'tag=nothing', []],
    ['an error of one that did not fail', 'status=completed&error_text=No', []],
    ['all at once', 'tag=shop&status=failed&error_node_id=charge&error_text=no&trigger_type=webhook', [1]],
  ])('goes by %s', async (_name, query, expected) => {
    expect(await places(query)).toEqual(expected);
  });

  it('goes page by page through what fits, and neither repeats nor misses any', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { data, next_cursor } = await find(`status=failed&limit=1${cursor}`);
      seen.push(...data.map(({ id }) => id));
      cursor = next_cursor === null ? '' : `&cursor=${next_cursor}`;
    } while (cursor !== '');
    expect(seen).toEqual([1, 4, 6].map((index) => ids[index]));
  });

  it('finds nothing by a workflow, a cursor or a key of another workspace', async () => {
    const stranger = await createUser();
    expect((await find(`workflow_id=${plain}`, stranger)).data).toEqual([]);
    expect((await find(`workflow_id=${plain}&metadata_key=order`, stranger)).data).toEqual([]);
    expect((await find('tag=shop', stranger)).data).toEqual([]);
    const { next_cursor } = await find('status=failed&limit=1');
    const other = await user.api('GET', `/executions?status=failed,cancelled&limit=1&cursor=${next_cursor}`);
    expect([other.status, other.json.code]).toEqual([400, 'cursor.invalid']);
  });

  it('counts what fits', async () => {
    const count = async (query: string) => (await user.api('GET', `/executions/count?${query}`)).json;
    expect(await count('')).toEqual({ count: 7, estimate: false });
    expect(await count('status=failed')).toEqual({ count: 3, estimate: false });
    expect(await count('status=completed&error_text=x')).toEqual({ count: 0, estimate: false });
    expect(await count(`workflow_id=${newId(NOW)}`)).toEqual({ count: 0, estimate: false });
  });
});

describe('finding executions by their values', () => {
  it('combines them with the rest, and goes page by page', async () => {
    for (const index of [0, 1, 4]) await changeRow(ids[index] ?? '', `metadata = '{"order": "7", "at": "${index}"}'`);
    expect(await places('metadata_key=order&metadata_value=7')).toEqual([0, 1, 4]);
    expect(await places('metadata_key=order&status=failed')).toEqual([1, 4]);
    expect(await places(`metadata_key=order&workflow_id=${tagged}`)).toEqual([0, 1]);
    expect(await places('metadata_key=at&metadata_value=4&error_node_id=mail')).toEqual([4]);
    const first = await find('metadata_key=order&limit=2');
    const second = await find(`metadata_key=order&limit=2&cursor=${first.next_cursor}`);
    expect([...first.data, ...second.data].map(({ id }) => ids.indexOf(id))).toEqual([0, 1, 4]);
    expect([first.has_more, second.has_more]).toEqual([true, false]);
  });
});

const FILL = `INSERT INTO executions (id, created_at, workflow_id, workspace_id, workflow_version, status, trigger_type)
SELECT ('019' || lpad(to_hex(((extract(epoch FROM t) * 1000)::bigint >> 16) & 4294967295), 5, '0') || '-'
    || lpad(to_hex((extract(epoch FROM t) * 1000)::bigint & 65535), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
  t, $1::uuid, $2::uuid, 1, CASE WHEN n = 1 THEN 'waiting' ELSE 'completed' END, CASE WHEN n = 1 THEN 'form' ELSE 'api' END
FROM (SELECT n, date_trunc('milliseconds', $3::timestamptz - n * interval '1 second') AS t FROM generate_series(1, 12000) n) s`;

describe('a filter that fits hardly any of many', () => {
  it('looks at so many a page, says that it stopped, goes on from there, and is counted by estimate', async () => {
    const many = await createUser();
    const workflow = await createIdleWorkflow(many);
    const last = await queueExecution(many, workflow, { createdAt: NOW - 20_000_000, triggerType: 'form' });
    await testDatabase().sql.query(FILL, [workflow, many.workspaceId, new Date(NOW).toISOString()]);
    await testDatabase().sql.query(
      `UPDATE executions SET status = 'completed' WHERE workspace_id = $1::uuid AND status = 'waiting'`,
      [many.workspaceId],
    );
    const first = await find('trigger_type=form', many);
    expect([first.data.length, first.incomplete, first.has_more]).toEqual([1, true, true]);
    const second = await find(`trigger_type=form&cursor=${first.next_cursor}`, many);
    expect([second.data.map(({ id }) => id), second.incomplete, second.has_more]).toEqual([[last], false, false]);
    await testDatabase().sql.query('ANALYZE executions');
    const { json } = await many.api('GET', '/executions/count?trigger_type=api');
    expect(json.estimate).toBe(true);
    expect(Math.abs(Number(json.count) - 12_000)).toBeLessThan(1500);
  });
});
