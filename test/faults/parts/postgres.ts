import { setTimeout as delay } from 'node:timers/promises';
import type { Row } from '../report/row.ts';
import { audit } from '../world/audit.ts';
import { createChance } from '../world/chance.ts';
import { ORDER_EFFECTS, orders } from '../world/orders.ts';
import { type MortalPostgres, openMortalPostgres } from '../world/postgres.ts';
import { sendOrders } from '../world/send-orders.ts';
import { inWorld, type World } from '../world/world.ts';

/** For how long the server is killed again and again, in seconds. */
export type Cuts = { readonly seconds: number; readonly seed: number };

/** From one kill to the next, in seconds. */
const SHORTEST = 5;
const LONGEST = 40;

/** How long it is away, in milliseconds. */
const AWAY_MS = 1000;

const PART = { part: 'e', name: 'Postgres killed at once' } as const;

/** Kills it until the time is over. Gives the number of kills. */
async function killAgain({ fault }: World, postgres: MortalPostgres, { seconds, seed }: Cuts): Promise<number> {
  const chance = createChance(seed);
  const deadline = performance.now() + seconds * 1000;
  for (let made = 0; ; made += 1) {
    const pause = (SHORTEST + chance.next() * (LONGEST - SHORTEST)) * 1000;
    const left = deadline - performance.now();
    if (made > 0 && pause > left) return made;
    await delay(Math.min(pause, Math.max(left / 2, 0)));
    postgres.kill();
    await delay(AWAY_MS);
    postgres.start();
    fault();
  }
}

async function cutPower(world: World, postgres: MortalPostgres, cuts: Cuts): Promise<Row> {
  const { client, stack, server } = world;
  const { id, webhookPath } = await client.publish(orders(server.url, 'immediately'));
  let over = false;
  const sending = sendOrders({
    ...{ url: `${stack.url}${webhookPath}`, prefix: 'cut', most: Number.POSITIVE_INFINITY, concurrency: 4 },
    ...{ pause: 100, isOver: () => over },
  });
  const kills = await killAgain(world, postgres, cuts);
  over = true;
  const deliveries = (await sending).map(({ delivery }) => delivery);
  const { counts, breaks } = await audit(world, { workflowIds: [id], deliveries, effects: ORDER_EFFECTS });
  const note = `Postgres ${postgres.version}, ${kills} immediate stops in ${cuts.seconds} s, seed ${cuts.seed}`;
  return { ...PART, counts, note, breaks };
}

/** (e) Executions while a real Postgres is stopped as by a power cut, every 5 to 40 seconds. */
export async function killPostgres(cuts: Cuts): Promise<Row> {
  const postgres = await openMortalPostgres();
  if (postgres === null) return { ...PART, counts: null, note: 'not run: no Postgres', breaks: [] };
  try {
    return await inWorld({ environment: { DATABASE_URL: postgres.url } }, (world) => cutPower(world, postgres, cuts));
  } finally {
    postgres.remove();
  }
}
