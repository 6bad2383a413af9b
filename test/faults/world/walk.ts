import { join } from 'node:path';
import { z } from 'zod';
import { socketFolder } from '../../../scripts/local/workerd/sockets.ts';
import { statementName } from './checkpoints.ts';
import type { Crossing, Toll } from './crossing.ts';
import { interposeCalls } from './interpose-calls.ts';
import { restingOrders } from './orders.ts';
import { sendOrders } from './send-orders.ts';
import { happens } from './until.ts';
import { interposed, type World } from './world.ts';

const waitsSchema = z.object({ data: z.array(z.object({ url: z.string() })) });

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled']);

/** How long one execution may take, in seconds. */
const PATIENCE = 60;

/** Where something is done to an execution. */
export type Spot = {
  readonly place: string;
  readonly phase: Crossing['phase'];
  /** How many crossings of the same kind have been before. */
  readonly nth: number;
};

/** Executions that pass all checkpoints, one after the other. */
export type Walk = {
  readonly workflowId: string;
  readonly deliveries: readonly string[];
  /** Takes an execution to its end. `watch` is asked at each of its crossings. Gives its id and its status. */
  lead(watch: (crossing: Crossing) => Toll | Promise<Toll>): Promise<{ readonly id: string; readonly status: string }>;
};

async function resume({ client }: World, id: string): Promise<void> {
  try {
    const { json } = await client.call({ method: 'GET', path: `/executions/${id}/waits` }, 200);
    for (const { url } of waitsSchema.parse(json).data) {
      const headers = { 'content-type': 'application/json' };
      await fetch(url, { method: 'POST', headers, body: '{"said":"go on"}', signal: AbortSignal.timeout(5000) });
    }
  } catch {
    // Whoever was to answer has been killed: it is called again.
  }
}

/** Resumes it whenever it waits, until it ends. */
async function untilEnded(world: World, id: string): Promise<string> {
  let status = '';
  await happens(async () => {
    const rows = await world.stack.query('SELECT status FROM executions WHERE id = $1', [id]);
    status = rows[0]?.[0] ?? '';
    if (status === 'waiting') await resume(world, id);
    return ENDED.has(status);
  }, PATIENCE);
  return status;
}

/** Stands between runners and objects, again and again: each new process that has the objects listens anew. */
function keepInterposed({ stack, gate }: World) {
  const path = join(socketFolder(stack.dataDir), 'objects.sock');
  let front = 0;
  let done = async (): Promise<void> => undefined;
  return {
    done: () => done(),
    async renew(): Promise<void> {
      const now = (await stack.pids()).front;
      if (now === front) return;
      front = now;
      await done();
      done = await interposeCalls(path, gate);
      await stack.replace(['runner']);
    },
  };
}

/** Opens the way: between the workers, their database, their objects and the effect server. */
export function onWalk<Result>(world: World, work: (walk: Walk) => Promise<Result>): Promise<Result> {
  return interposed(world, statementName, async () => {
    const { client, stack, server, gate } = world;
    const calls = keepInterposed(world);
    try {
      const { id: workflowId, webhookPath } = await client.publish(restingOrders(server.url));
      const deliveries: string[] = [];
      return await work({
        workflowId,
        deliveries,
        async lead(watch) {
          await calls.renew();
          gate.watch = watch;
          const prefix = `walk-${deliveries.length}`;
          const [sent] = await sendOrders({ url: `${stack.url}${webhookPath}`, prefix, most: 1, concurrency: 1 });
          if (sent === undefined) throw new Error('Nothing was sent.');
          deliveries.push(sent.delivery);
          const status = await untilEnded(world, sent.executionId);
          gate.watch = () => 'go';
          return { id: sent.executionId, status };
        },
      });
    } finally {
      await calls.done();
    }
  });
}

/** Says yes once: when an execution comes to the spot. */
export function arrivalAt({ place, phase, nth }: Spot): (crossing: Crossing) => boolean {
  let passed = 0;
  return (crossing) => {
    if (crossing.place !== place || crossing.phase !== phase) return false;
    passed += 1;
    return passed === nth + 1;
  };
}

/** All spots that an execution passes which nobody disturbs, in their order. */
export async function spotsOf({ lead }: Pick<Walk, 'lead'>): Promise<readonly Spot[]> {
  const spots: Spot[] = [];
  await lead(({ place, phase }) => {
    const nth = spots.filter((spot) => spot.place === place && spot.phase === phase).length;
    spots.push({ place, phase, nth });
    return 'go';
  });
  return spots;
}
