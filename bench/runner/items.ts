import { NODES_OVER_ITEMS } from '../cases/item-graphs.ts';
import { itemsOfCount } from '../cases/items-of-count.ts';
import { bestOf } from '../engine/best.ts';
import type { TimeRow } from '../report/row.ts';
import { createPlay, type Play } from './play.ts';

const SIZES = [10, 1000, 100_000];

/** How many items a measurement takes at least. With few, it would end before the clock moves. */
const SMALLEST_MEASUREMENT = 10_000;

/** Nanoseconds per item of whole executions, for growing numbers of items. They stay the same if it is linear. */
async function measureItems(): Promise<TimeRow[]> {
  const rows: TimeRow[] = [];
  for (const graph of NODES_OVER_ITEMS) {
    const play = createPlay(graph);
    for (const size of SIZES) {
      const items = itemsOfCount(size);
      const value = await bestOf(() => nanosecondsPerItem(play, items));
      rows.push({ name: graph.name, size, value, unit: 'ns/item' });
    }
  }
  return rows;
}

async function nanosecondsPerItem(play: Play, items: ReturnType<typeof itemsOfCount>): Promise<number> {
  const rounds = Math.ceil(SMALLEST_MEASUREMENT / items.length);
  const began = performance.now();
  for (let round = 0; round < rounds; round += 1) await play(items);
  return ((performance.now() - began) * 1_000_000) / (rounds * items.length);
}

console.log(JSON.stringify(await measureItems()));
