/** The entries of one append, as the runner serialised them. */
export type StoredBatch = { readonly seq: number; readonly entries: string };

/** What the object keeps besides the entries. Times in milliseconds since the epoch. */
export type JournalHead = {
  readonly executionId: string;
  readonly epoch: number;
  readonly cancelledAt: number | null;
  /** Set while the execution waits; `until: null`: for a call only. */
  readonly wait: { readonly until: number | null } | null;
};

/** SQLite takes 2 MB per value; a UTF-16 unit takes up to three bytes of UTF-8. */
const PART_LENGTH = 600_000;

/** The journal of one execution in its object's SQLite: appended to, read in order, never changed. */
export type ExecutionJournal = {
  head(): JournalHead | null;
  /** How many batches there are. */
  count(): number;
  /** Saves the head and, with it, one batch of entries. */
  write(head: JournalHead, entries: string | null): void;
  /** Batches from `seq` on, as many as fit into `limit` UTF-16 units; at least one if there is one. */
  read(seq: number, limit: number): readonly StoredBatch[];
};

/** The end of the part that begins at `start`. It never splits a surrogate pair, since SQLite would replace both halves. */
function partEnd(text: string, start: number): number {
  const end = start + PART_LENGTH;
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}

function parts(text: string): string[] {
  const found: string[] = [];
  for (let start = 0; start < text.length; start = partEnd(text, start))
    found.push(text.slice(start, partEnd(text, start)));
  return found;
}

/** There is one table, because each one costs a new object pages to write. The head is the row before the entries. */
const CREATE =
  'CREATE TABLE IF NOT EXISTS journal (seq INTEGER, part INTEGER, json TEXT NOT NULL, PRIMARY KEY (seq, part)) WITHOUT ROWID';
const HEAD_SEQ = -1;

function readBatches(sql: SqlStorage, seq: number, limit: number): readonly StoredBatch[] {
  const batches: StoredBatch[] = [];
  let size = 0;
  for (const row of sql.exec<{ seq: number; json: string }>(
    'SELECT seq, json FROM journal WHERE seq >= ? ORDER BY seq, part',
    seq,
  )) {
    const open = batches.at(-1);
    if (open?.seq === row.seq) batches[batches.length - 1] = { seq: row.seq, entries: open.entries + row.json };
    else batches.push({ seq: row.seq, entries: row.json });
    size += row.json.length;
    if (size > limit && batches.length > 1) return batches.slice(0, -1);
  }
  return batches;
}

export function createExecutionJournal(storage: DurableObjectStorage): ExecutionJournal {
  const sql = storage.sql;
  let known: JournalHead | null | undefined;
  let nextSeq = 0;

  /** Reading creates no table, so that nothing is left to delete. */
  function exists(): boolean {
    return sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'journal'").toArray().length > 0;
  }

  function load(): JournalHead | null {
    if (!exists()) return null;
    const row = sql.exec<{ json: string }>('SELECT json FROM journal WHERE seq = ?', HEAD_SEQ).toArray()[0];
    nextSeq = sql.exec<{ next: number }>('SELECT coalesce(max(seq) + 1, 0) AS next FROM journal').one().next;
    return row === undefined ? null : JSON.parse(row.json);
  }

  function head(): JournalHead | null {
    if (known === undefined) known = load();
    return known;
  }

  function writeEntries(entries: string): void {
    parts(entries).forEach((json, part) => {
      sql.exec('INSERT INTO journal (seq, part, json) VALUES (?, ?, ?)', nextSeq, part, json);
    });
    nextSeq += 1;
  }

  return {
    head,
    count: () => (head() === null ? 0 : nextSeq),
    write(next, entries) {
      head();
      storage.transactionSync(() => {
        if (known === null) sql.exec(CREATE);
        if (JSON.stringify(next) !== JSON.stringify(known)) {
          sql.exec('INSERT OR REPLACE INTO journal (seq, part, json) VALUES (?, 0, ?)', HEAD_SEQ, JSON.stringify(next));
        }
        if (entries !== null) writeEntries(entries);
      });
      known = next;
    },
    read(seq, limit) {
      return head() === null ? [] : readBatches(sql, seq, limit);
    },
  };
}
