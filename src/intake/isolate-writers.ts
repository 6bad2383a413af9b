import type { SystemDatabase } from '../db/client.ts';
import { createGroupWriter, type Requests, type WriteOne } from '../db/group-writer.ts';
import { type EndText, endText, type FinishedExecution } from '../executions/lifecycle/end-text.ts';
import { type EntryText, entryText, type NewEntry } from '../executions/lifecycle/entry-text.ts';
import { type Flushed, flushAgain, flushTexts } from '../executions/lifecycle/flush-executions.ts';
import { type InsertResult, insertAgain, insertTexts } from '../executions/lifecycle/insert-texts.ts';
import { type FirstFacts, journalInRows, type RowReply } from '../executions/lifecycle/journal-in-row.ts';

/** What the requests of an isolate write together: each statement takes all that came while the one before was under way. */
export type IsolateWriters = {
  /** Accepts an execution. */
  readonly insert: WriteOne<NewEntry, InsertResult>;
  /** Writes how an execution ended. `null`: its runner no longer held it. */
  readonly flush: WriteOne<FinishedExecution, Flushed | null>;
  /** Writes the first facts and intents of an execution into its row. */
  readonly journal: WriteOne<FirstFacts, RowReply>;
};

function createInserts(db: SystemDatabase, requests: Requests): WriteOne<NewEntry, InsertResult> {
  const write = createGroupWriter<EntryText, InsertResult>({
    write: (group) => insertTexts(db, group),
    writeAgain: (text) => insertAgain(db, text),
    lengthOf: ({ row, nodes }) => row.length + nodes.length,
    requests,
  });
  return (entry) => write(entryText(entry));
}

function createFlushes(db: SystemDatabase, requests: Requests): WriteOne<FinishedExecution, Flushed | null> {
  const write = createGroupWriter<EndText, Flushed | null>({
    write: async (group) => {
      const written = await flushTexts(db, group);
      return group.map(({ id }) => written.get(id) ?? null);
    },
    writeAgain: (text) => flushAgain(db, text),
    lengthOf: ({ row, nodes, result }) => row.length + nodes.length + result.length,
    requests,
  });
  return (finished) => write(endText(finished));
}

function createJournals(db: SystemDatabase, requests: Requests): WriteOne<FirstFacts, RowReply> {
  return createGroupWriter<FirstFacts, RowReply>({
    write: (group) => journalInRows(db, group),
    writeAgain: async (facts) => (await journalInRows(db, [facts]))[0] ?? 'fenced',
    lengthOf: ({ facts, intents }) => (facts?.length ?? 0) + (intents?.length ?? 0),
    requests,
  });
}

export function createIsolateWriters(db: SystemDatabase, requests: Requests): IsolateWriters {
  return {
    insert: createInserts(db, requests),
    flush: createFlushes(db, requests),
    journal: createJournals(db, requests),
  };
}
