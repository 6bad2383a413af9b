import { setTimeout as delay } from 'node:timers/promises';
import type { Row } from '../report/row.ts';
import { audit } from '../world/audit.ts';
import { ORDER_EFFECTS, orders } from '../world/orders.ts';
import { type Sample, takeSample, whatGrows } from '../world/samples.ts';
import { type Sent, sendOrders } from '../world/send-orders.ts';
import { inWorld, type World } from '../world/world.ts';

const SENDERS = 16;

/** How long it is loaded as much as it bears, to know what half of that is, in milliseconds. */
const PROBE_MS = 10_000;

/** How many samples there are, at least one in 30 seconds. */
const SAMPLES = 20;
const LONGEST_STEP = 30;

/** The latest deliveries are looked at one by one; those before are forgotten by then, as successes are here. */
const AUDITED_SECONDS = 300;

/** How many orders it takes in a second. */
async function probe(url: string): Promise<number> {
  const deadline = performance.now() + PROBE_MS;
  const isOver = (): boolean => performance.now() > deadline;
  const sent = await sendOrders({ url, prefix: 'probe', most: Number.POSITIVE_INFINITY, concurrency: SENDERS, isOver });
  return (sent.length * 1000) / PROBE_MS;
}

function show({ minute, megabytes, files, rows, perSecond, p50, p99 }: Sample): void {
  console.error(
    `minute ${minute.toFixed(1)}: ${megabytes.toFixed(0)} MB, ${files} files, ${rows} rows, ${perSecond.toFixed(1)}/s, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`,
  );
}

/** Loads it for so many minutes, and samples it. Gives what was sent in the end. */
async function load(world: World, { url, minutes, rate }: { url: string; minutes: number; rate: number }) {
  const samples: Sample[] = [];
  const recent: Sent[] = [];
  const began = performance.now();
  const since = (from: number): number => (performance.now() - from) / 1000;
  const step = Math.min(LONGEST_STEP, (minutes * 60) / SAMPLES);
  for (let round = 0; since(began) < minutes * 60; round += 1) {
    const from = performance.now();
    const isOver = (): boolean => since(from) > step;
    const pace = { concurrency: SENDERS, pause: (SENDERS * 1000) / rate };
    const sent = await sendOrders({ url, prefix: `soak-${round}`, most: Number.POSITIVE_INFINITY, isOver, ...pace });
    const sample = await takeSample(world, { sent, minute: since(began) / 60, seconds: since(from) });
    show(sample);
    samples.push(sample);
    if (minutes * 60 - since(began) < AUDITED_SECONDS) recent.push(...sent);
  }
  return { samples, recent };
}

/** (j) Half of the load that it bears, for a long time: memory, open files, rows and latencies stay flat. */
export function soak(minutes: number): Promise<Row> {
  return inWorld({ leaseSeconds: 60 }, async (world) => {
    const { client, stack, server } = world;
    const published = await client.publish(orders(server.url, 'last_node', { retention: { completed_days: 0 } }));
    const url = `${stack.url}${published.webhookPath}`;
    const rate = (await probe(url)) / 2;
    await delay(1000);
    const { samples, recent } = await load(world, { url, minutes, rate });
    const deliveries = recent.map(({ delivery }) => delivery);
    const byId = new Map(recent.map(({ executionId, delivery }) => [executionId, delivery]));
    const audited = { workflowIds: [published.id], deliveries, byId, effects: ORDER_EFFECTS };
    const { counts, breaks } = await audit(world, audited);
    const note = `${minutes} minutes at ${rate.toFixed(1)}/s; ${samples.at(-1)?.megabytes.toFixed(0)} MB, ${samples.at(-1)?.files} files in the end`;
    return { part: 'j', name: 'soak at half load', counts, note, breaks: [...breaks, ...whatGrows(samples)] };
  });
}
