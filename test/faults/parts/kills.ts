import { setTimeout as delay } from 'node:timers/promises';
import type { Row } from '../report/row.ts';
import { audit } from '../world/audit.ts';
import { type Chance, createChance } from '../world/chance.ts';
import { ORDER_EFFECTS, orders } from '../world/orders.ts';
import { type Sent, sendOrders } from '../world/send-orders.ts';
import type { Victim } from '../world/start-stack.ts';
import { happens } from '../world/until.ts';
import { inWorld, type World } from '../world/world.ts';

export type Kills = {
  readonly executions: number;
  readonly kills: number;
  /** When it stops to send, in seconds. */
  readonly seconds: number;
  readonly seed: number;
};

const VICTIMS: readonly (readonly Victim[])[] = [['runner'], ['front'], ['front', 'runner']];

/** The longest time from a moment that is reached to its kill, in milliseconds. */
const SPREAD = 300;

/** The last effect of each execution. */
const LAST = 'ship';

/** How many executions have come to their last effect. */
function passed({ server: { effects } }: World): number {
  return new Set(effects.filter(({ node }) => node === LAST).map(({ delivery }) => delivery)).size;
}

/** Kills so many times, spread over all executions. Gives the number of kills. */
async function killAtRandom(world: World, plan: Kills, chance: Chance): Promise<number> {
  const { stack, fault } = world;
  const deadline = performance.now() + plan.seconds * 1000;
  for (let made = 0; made < plan.kills; made += 1) {
    const due = Math.floor((plan.executions * (made + 0.5)) / plan.kills);
    const left = (deadline - performance.now()) / 1000;
    if (!(await happens(() => passed(world) >= due, Math.max(0, left)))) return made;
    await delay(chance.below(SPREAD));
    const victims = VICTIMS[chance.below(VICTIMS.length)] ?? [];
    fault();
    await stack.replace(victims);
  }
  return plan.kills;
}

/** How many orders are sent side by side of those whose caller waits, and of those that are queued; these have pauses. */
const WAITING = { concurrency: 12, pause: 0 };
const QUEUED = { concurrency: 4, pause: 150 };

/** Sends five-node executions while processes of workerd are killed at random moments. Callers of every other one wait for its end. */
export async function killIn(world: World, plan: Kills): Promise<Row> {
  const { client, stack, server } = world;
  const deadline = performance.now() + plan.seconds * 1000;
  const isOver = (): boolean => performance.now() > deadline;
  const queued = await client.publish(orders(server.url, 'immediately'));
  const waited = await client.publish(orders(server.url, 'last_node'));
  const send = (of: { readonly webhookPath: string }, prefix: string, pace: typeof QUEUED): Promise<Sent[]> =>
    sendOrders({ url: `${stack.url}${of.webhookPath}`, prefix, most: plan.executions / 2, isOver, ...pace });
  const [first, second, made] = await Promise.all([
    send(queued, 'queued', QUEUED),
    send(waited, 'waited', WAITING),
    killAtRandom(world, plan, createChance(plan.seed)),
  ]);
  const deliveries = [...first, ...second].map(({ delivery }) => delivery);
  const workflowIds = [queued.id, waited.id];
  const { counts, breaks } = await audit(world, { workflowIds, deliveries, effects: ORDER_EFFECTS });
  const note = `${made} SIGKILLs, seed ${plan.seed}`;
  return { part: 'a', name: 'workerd killed at random', counts, note, breaks };
}

/** (a) */
export function killWorkerd(plan: Kills): Promise<Row> {
  return inWorld({}, (world) => killIn(world, plan));
}
