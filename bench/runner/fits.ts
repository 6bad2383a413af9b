import { ITEM_CHAIN } from '../cases/item-graphs.ts';
import { itemsOfCount } from '../cases/items-of-count.ts';
import { createPlay } from './play.ts';

const ITEMS = 100_000;

/** One execution over many items, in a process with limited memory, which dies if that is too little. */
await createPlay(ITEM_CHAIN)(itemsOfCount(ITEMS));
console.log(JSON.stringify({ items: ITEMS }));
