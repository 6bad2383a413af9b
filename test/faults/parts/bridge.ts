import { setTimeout as delay } from 'node:timers/promises';
import type { Row } from '../report/row.ts';
import { audit } from '../world/audit.ts';
import { createChance } from '../world/chance.ts';
import type { Watch } from '../world/crossing.ts';
import { ORDER_EFFECTS, orders } from '../world/orders.ts';
import { sendOrders } from '../world/send-orders.ts';
import { interposed, inWorld, type World } from '../world/world.ts';

export type Outages = {
  /** How long each kind lasts. */
  readonly seconds: number;
  readonly seed: number;
};

const SLOW_MS = 2000;

/** How many of the statements are committed and then break off. */
const RESET_SHARE = 0.3;

/** Between two kinds, in milliseconds. */
const CALM_MS = 1000;

function kindsOf(seed: number): readonly (readonly [string, Watch])[] {
  const chance = createChance(seed);
  return [
    ['away', ({ phase }) => (phase === 'before' ? 'drop' : 'go')],
    ['answering 500', ({ phase }) => (phase === 'before' ? 'fail' : 'go')],
    ['slow', async ({ phase }) => (phase === 'before' ? delay(SLOW_MS, 'go' as const) : 'go')],
    ['reset after a commit', ({ phase }) => (phase === 'after' && chance.happens(RESET_SHARE) ? 'drop' : 'go')],
  ];
}

/** Only what goes to the database is hit. */
function hitting(watch: Watch): Watch {
  return (crossing) => (crossing.place === 'database' ? watch(crossing) : 'go');
}

async function sendThrough(world: World, url: string, { seconds, seed }: Outages): Promise<string[]> {
  let over = false;
  const sending = sendOrders({
    ...{ url, prefix: 'bridge', most: Number.POSITIVE_INFINITY, concurrency: 4 },
    ...{ pause: 100, isOver: () => over },
  });
  for (const [, watch] of kindsOf(seed)) {
    await delay(CALM_MS);
    world.gate.watch = hitting(watch);
    await delay(seconds * 1000);
    world.gate.watch = () => 'go';
    world.fault();
  }
  over = true;
  return (await sending).map(({ delivery }) => delivery);
}

/** (d) Executions while the bridge to the database is away, fails, is slow, and breaks off after commits. */
export function disturbBridge(outages: Outages): Promise<Row> {
  return inWorld({}, (world) =>
    interposed(
      world,
      () => 'database',
      async () => {
        const { client, stack, server } = world;
        const { id, webhookPath } = await client.publish(orders(server.url, 'immediately'));
        const deliveries = await sendThrough(world, `${stack.url}${webhookPath}`, outages);
        const { counts, breaks } = await audit(world, { workflowIds: [id], deliveries, effects: ORDER_EFFECTS });
        const note = `${kindsOf(0)
          .map(([name]) => name)
          .join(', ')}: ${outages.seconds} s each`;
        return { part: 'd', name: 'bridge disturbed', counts, note, breaks };
      },
    ),
  );
}
