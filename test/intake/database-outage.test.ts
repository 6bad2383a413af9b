import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { executionId, untilStatus } from '../support/executions.ts';
import { countExecutions, hooked } from '../support/hooked.ts';
import { tick } from '../support/queue.ts';
import { createUser, node, type Published, post, publish, type Reply, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';
import { divertDatabase, restoreDatabase, testDatabase } from '../support/test-database.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

afterEach(restoreDatabase);

const SENDERS = 10;
/** How many calls are taken before the database goes away, refused while it is, and taken afterwards. */
const CALLS = 60;

type Answered = { readonly delivery: string; readonly reply: Reply };

/** Sends deliveries side by side, each once, until told to stop; `isEnough` is asked after each answer. */
async function sendUntil(workflow: Published, prefix: string, isEnough: (answers: readonly Answered[]) => boolean) {
  const answers: Answered[] = [];
  const sender = async (name: number): Promise<void> => {
    for (let n = 0; !isEnough(answers); n += 1) {
      const delivery = `${prefix}-${name}-${n}`;
      answers.push({ delivery, reply: await post(workflow.webhook, { n }, { 'webhook-id': delivery }) });
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, (_, name) => sender(name)));
  return answers;
}

const isTaken = ({ reply }: Answered): boolean => reply.status < 300;
const isRefused = ({ reply }: Answered): boolean => reply.status === 503;

/** Sends through an outage: what was answered before, during and after it. */
async function sendThroughOutage(workflow: Published): Promise<readonly Answered[]> {
  const before = await sendUntil(workflow, 'before', (answers) => answers.length >= CALLS);
  const across = sendUntil(workflow, 'across', (answers) => answers.filter(isRefused).length >= CALLS);
  divertDatabase(newTarget().url('status/503'));
  const during = await across;
  restoreDatabase();
  const after = await sendUntil(workflow, 'after', (answers) => answers.filter(isTaken).length >= CALLS);
  return [...before, ...during, ...after];
}

/** Lets minutes pass for what was left lying, and waits until all executions have completed. */
async function untilAllComplete(ids: readonly string[]): Promise<void> {
  await testDatabase().sql.query(
    `UPDATE executions SET enqueued_at = enqueued_at - interval '2 minutes',
      lease_expires_at = CASE WHEN status = 'running' THEN now() - interval '1 second' END
    WHERE workspace_id = $1::uuid AND status IN ('queued', 'running')`,
    [user.workspaceId],
  );
  await tick();
  for (const id of ids) await untilStatus(user, id, 'completed');
}

describe('a database that goes away under load', () => {
  it.each(['immediately', 'last_node'])(
    'loses nothing that was accepted, and doubles nothing (%s)',
    async (respond) => {
      const workflow = await publish(user, hooked({ respond }, node('end', 'logic.noop')));
      const answers = await sendThroughOutage(workflow);
      expect(new Set(answers.map(({ reply }) => reply.status))).toEqual(
        new Set([respond === 'immediately' ? 202 : 200, 503]),
      );
      expect(answers.filter(isRefused).every(({ reply }) => reply.headers.has('retry-after'))).toBe(true);
      const ids = answers.filter(isTaken).map(({ reply }) => executionId(reply));
      expect(new Set(ids).size).toBe(ids.length);
      await untilAllComplete(ids);

      const again = answers.filter(isRefused).slice(0, 5);
      for (const { delivery } of again) {
        expect((await post(workflow.webhook, {}, { 'webhook-id': delivery })).status).toBeLessThan(300);
      }
      const [row] = await testDatabase().sql.query(
        'SELECT count(*)::int AS stored FROM executions WHERE workflow_id = $1::uuid',
        [workflow.id],
      );
      expect(row?.stored).toBe(ids.length + again.length);
    },
    120_000,
  );

  it('answers a repeated delivery with 503 too, and with the first answer afterwards', async () => {
    const workflow = await publish(user, hooked({ respond: 'last_node' }, node('end', 'logic.noop')));
    const first = await post(workflow.webhook, {}, { 'webhook-id': 'a' });
    divertDatabase(newTarget().url('status/503'));
    const away = await post(workflow.webhook, {}, { 'webhook-id': 'a' });
    expect([away.status, away.json.code, away.headers.has('retry-after')]).toEqual([503, 'database.unavailable', true]);
    restoreDatabase();
    expect(executionId(await post(workflow.webhook, {}, { 'webhook-id': 'a' }))).toBe(executionId(first));
    expect(await countExecutions(user, workflow.id)).toBe(1);
  });
});
