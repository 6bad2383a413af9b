import { FORGOTTEN, forgottenNews, isOfNode, type LiveNews } from '../src/executions/live/live-news.ts';
import { createNewsTable, type LiveEvent, type NewsTable } from './news-table.ts';

/** What the object keeps besides the news. Times in milliseconds since the epoch. */
export type LiveHead = {
  readonly executionId: string;
  readonly workspaceId: string;
  /** Of the latest runner that told something. */
  readonly epoch: number;
  /** Whether a runner tells what happens. */
  readonly attached: boolean;
  /** When somebody last set out to let its runner hear that it is watched; 0: nobody has. */
  readonly notedAt: number;
  /** What was last told as a whole: runs that are not in it are forgotten. */
  readonly sync: string;
  readonly endedAt: number | null;
  /** Since when nobody watches; `null`: somebody does. */
  readonly emptySince: number | null;
};

/** The news of one execution: of each key the latest. */
export type LiveStore = Pick<NewsTable, 'find' | 'mark' | 'after' | 'lastId'> & {
  head(): LiveHead | null;
  putHead(head: LiveHead): void;
  /** Keeps news. Returns those that say something new, with their numbers. */
  put(news: readonly LiveNews[], sync: string): readonly LiveEvent[];
  /** Forgets the node runs that do not belong to this whole. */
  forgetOthers(sync: string): readonly LiveEvent[];
  clear(): Promise<void>;
};

function putAll(table: NewsTable, news: readonly LiveNews[], sync: string): readonly LiveEvent[] {
  return news.map((one) => table.put(one, sync)).filter((event) => event !== null);
}

export function createLiveStore(storage: DurableObjectStorage): LiveStore {
  const { kv } = storage;
  const table = createNewsTable(storage.sql);
  let head: LiveHead | null = kv.get<LiveHead>('head') ?? null;

  return {
    find: table.find,
    mark: table.mark,
    after: table.after,
    lastId: table.lastId,
    head: () => head,
    putHead(next) {
      if (JSON.stringify(next) !== JSON.stringify(head)) kv.put('head', next);
      head = next;
    },
    put: (news, sync) => (news.length === 0 ? [] : storage.transactionSync(() => putAll(table, news, sync))),
    forgetOthers(sync) {
      const others = table.others(sync).filter(({ key, type }) => isOfNode(key) && type !== FORGOTTEN);
      return putAll(
        table,
        others.map(({ key }) => forgottenNews(key)),
        sync,
      );
    },
    async clear() {
      head = null;
      table.reset();
      await storage.deleteAlarm();
      await storage.deleteAll();
    },
  };
}
