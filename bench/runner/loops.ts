import { ITEM_LOOP } from '../cases/item-graphs.ts';
import { itemsOfCount } from '../cases/items-of-count.ts';
import { bestOf } from '../engine/best.ts';
import type { TimeRow } from '../report/row.ts';
import { createPlay } from './play.ts';

const SIZES = [100, 1000, 10_000];

/** Microseconds per iteration of loops over single items. They stay the same if it is linear. */
async function measureLoops(): Promise<TimeRow[]> {
  const play = createPlay(ITEM_LOOP);
  const rows: TimeRow[] = [];
  for (const size of SIZES) {
    const items = itemsOfCount(size);
    const value = await bestOf(async () => {
      const began = performance.now();
      await play(items);
      return ((performance.now() - began) * 1000) / size;
    });
    rows.push({ name: 'loop by ones', size, value, unit: 'µs/iteration' });
  }
  return rows;
}

console.log(JSON.stringify(await measureLoops()));
