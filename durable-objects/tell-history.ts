import type { NodeExecutionRepository } from '../src/executions/history/node-executions.repository.ts';
import { isToldBy, storedNodeNews } from '../src/executions/live/stored-news.ts';
import type { LiveStore } from './live-store.ts';
import type { LiveEvent } from './news-table.ts';

/** How many node runs are read at once. */
const PAGE = 500;

/** What is read from history is told as this whole. */
export const HISTORY = 'history';

/** Tells what history says of an execution that has ended, as far as that is not known; what history does not have is forgotten. */
export async function tellHistory(
  nodes: NodeExecutionRepository,
  store: LiveStore,
  executionId: string,
): Promise<readonly LiveEvent[]> {
  const told: LiveEvent[] = [];
  for (let after = -1; ; ) {
    const rows = await nodes.list(executionId, { after, limit: PAGE });
    for (const news of rows.map(storedNodeNews)) {
      const known = store.find(news.key);
      if (known !== null && isToldBy(known, news)) store.mark(news.key, HISTORY);
      else told.push(...store.put([news], HISTORY));
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) break;
    after = last.position;
  }
  return [...told, ...store.forgetOthers(HISTORY)];
}
