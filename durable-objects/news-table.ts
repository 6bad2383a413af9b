import type { LiveNews } from '../src/executions/live/live-news.ts';
import { MAX_TOLD_RUNS } from './live-limits.ts';

/** News with the number under which they are told. A later one has a higher number. */
export type LiveEvent = LiveNews & { readonly id: number };

const CREATE = `CREATE TABLE IF NOT EXISTS news (
  key TEXT PRIMARY KEY, id INTEGER NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL, sync TEXT NOT NULL) WITHOUT ROWID`;
const EXISTS = "SELECT 1 FROM sqlite_master WHERE name = 'news'";
const COUNTS = 'SELECT max(id) AS last, count(*) AS count FROM news';
const FIND = 'SELECT key, type, data FROM news WHERE key = ?';
const PUT = 'INSERT OR REPLACE INTO news (key, id, type, data, sync) VALUES (?, ?, ?, ?, ?)';
const MARK = 'UPDATE news SET sync = ? WHERE key = ? AND sync <> ?';
const OTHERS = 'SELECT key, type, data FROM news WHERE sync <> ?';
const AFTER = 'SELECT id, key, type, data FROM news WHERE id > ? ORDER BY id LIMIT ?';

/** The news in the SQLite of an object: of each key the latest. `sync`: the whole that they belong to. */
export type NewsTable = {
  find(key: string): LiveNews | null;
  /** Keeps news under the next number; `null` if they say nothing new. */
  put(news: LiveNews, sync: string): LiveEvent | null;
  /** Lets what is told already belong to this whole. */
  mark(key: string, sync: string): void;
  /** What belongs to another whole. */
  others(sync: string): readonly LiveNews[];
  /** What was told after this number, in order. */
  after(id: number, limit: number): readonly LiveEvent[];
  /** 0: nothing has been told. */
  lastId(): number;
  /** To be called when all is deleted. */
  reset(): void;
};

/** How far the numbers have come, and how many keys there are. */
type Counts = { readonly exists: boolean; last: number; count: number };

/** Reading makes no table, so that nothing is left to delete. */
function countsIn(sql: SqlStorage): Counts {
  if (sql.exec(EXISTS).toArray().length === 0) return { exists: false, last: 0, count: 0 };
  const { last, count } = sql.exec<{ last: number | null; count: number }>(COUNTS).one();
  return { exists: true, last: last ?? 0, count };
}

/** Numbers begin with the moment, so that those of an earlier watching are lower. */
function nextNumber({ last }: Counts): number {
  return last === 0 ? Date.now() : last + 1;
}

function insert(sql: SqlStorage, counts: Counts, { news, sync }: { news: LiveNews; sync: string }): LiveEvent | null {
  const before = sql.exec<LiveNews>(FIND, news.key).toArray()[0];
  if (before?.type === news.type && before.data === news.data) {
    sql.exec(MARK, sync, news.key, sync);
    return null;
  }
  counts.last = nextNumber(counts);
  const event = { ...news, id: counts.last };
  if (before === undefined && counts.count >= MAX_TOLD_RUNS) return event;
  if (before === undefined) counts.count += 1;
  sql.exec(PUT, event.key, event.id, event.type, event.data, sync);
  return event;
}

export function createNewsTable(sql: SqlStorage): NewsTable {
  let counts = countsIn(sql);

  function ensure(): Counts {
    if (counts.exists) return counts;
    sql.exec(CREATE);
    counts = { ...counts, exists: true };
    return counts;
  }

  return {
    find: (key) => (counts.exists ? (sql.exec<LiveNews>(FIND, key).toArray()[0] ?? null) : null),
    put: (news, sync) => insert(sql, ensure(), { news, sync }),
    mark: (key, sync) => void sql.exec(MARK, sync, key, sync),
    others: (sync) => (counts.exists ? sql.exec<LiveNews>(OTHERS, sync).toArray() : []),
    after: (id, limit) => (counts.exists ? sql.exec<LiveEvent>(AFTER, id, limit).toArray() : []),
    lastId: () => counts.last,
    reset() {
      counts = { exists: false, last: 0, count: 0 };
    },
  };
}
