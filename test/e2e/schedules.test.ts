import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Client, register } from '../../scripts/demo/client.ts';
import { listExecutions } from '../../scripts/demo/executions.ts';
import { chain, node } from '../../scripts/demo/graph.ts';
import { eventually } from '../scripts/running-script.ts';
import { type MortalServer, startMortalServer } from './support/mortal-server.ts';

const MINUTE = 60_000;

let server: MortalServer;

beforeAll(async () => {
  server = await startMortalServer({ LEASE_SECONDS: '5', TICK_SECONDS: '1' });
});

afterAll(() => server.end());

const schedulesSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

const runsSchema = z.object({ data: z.array(z.object({ slot_at: z.string(), status: z.string().nullable() })) });

/** clock → end, each minute */
async function publish(client: Client): Promise<{ workflow: string; schedule: string }> {
  const clock = node('clock', 'trigger.schedule', { rules: [{ unit: 'cron', expression: '* * * * *' }] });
  const nodes = [clock, node('end', 'logic.noop')];
  const { id } = await client.publish({ name: 'Each minute', nodes, connections: chain('clock → end') });
  const listed = await client.call({ method: 'GET', path: `/schedules?workflow_id=${id}` }, 200);
  return { workflow: id, schedule: schedulesSchema.parse(listed.json).data[0]?.id ?? '' };
}

describe('a schedule of each minute', () => {
  it('starts once for a minute that began while the server was killed, and was killed again', async () => {
    const client = await register(server.url, 'clock@example.com', 'correct horse battery');
    const { workflow, schedule } = await publish(client);
    const runs = async () => {
      const reply = await client.call({ method: 'GET', path: `/schedules/${schedule}/runs?limit=100` }, 200);
      return runsSchema.parse(reply.json).data;
    };
    await eventually('the last second of a minute', () => Date.now() % MINUTE > 59_000);
    const slot = new Date(Math.ceil(Date.now() / MINUTE) * MINUTE).toISOString();
    await server.killServer();
    const ran = async () => (await runs()).some((run) => run.slot_at === slot);
    await eventually('a run of the minute', ran);
    await server.killBoth();
    const done = async () => (await runs()).every(({ status }) => status === 'completed');
    await eventually('a run that has completed', async () => (await ran()) && (await done()));

    const slots = (await runs()).map(({ slot_at }) => slot_at);
    expect(slots.filter((one) => one === slot)).toHaveLength(1);
    expect(new Set(slots).size).toBe(slots.length);
    expect(await listExecutions(client, workflow)).toHaveLength(slots.length);
  }, 150_000);
});
