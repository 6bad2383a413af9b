import type { StoredBatch } from './execution-journal.ts';

export type AppendRequest = {
  readonly executionId: string;
  readonly epoch: number;
  /** JSON arrays. `intents` are the facts that begin an effect; a cancelled execution must not get any. */
  readonly facts: string | null;
  readonly intents: string | null;
  readonly wait: { readonly until: number | null } | null;
  /** How many batches the runner knows to be there; left out by earlier releases. */
  readonly after?: number;
};

/** `emptied`: what the runner knows to be there is gone, and nothing was kept of this either. Since its runner last appended, something came for a wait of the execution (`woken`), or somebody began to watch (`watched`). */
export type AppendResponse = {
  readonly status: 'ok' | 'cancelled' | 'fenced' | 'emptied';
  readonly woken?: true;
  readonly watched?: true;
};

export type JournalPage = {
  readonly status: 'ok' | 'cancelled' | 'fenced';
  readonly batches: readonly StoredBatch[];
  /** The place of the next page, or `null` after the last. */
  readonly next: number | null;
};

/** What runners and intake call on the object of an execution: see `ExecutionCoordinator`. */
export type Coordinator = {
  append(request: AppendRequest): Promise<AppendResponse>;
  takeOver(executionId: string, epoch: number, seq: number): Promise<JournalPage>;
  watch(seq: number): Promise<JournalPage>;
  wake(): Promise<void>;
  noticeWatcher(): Promise<void>;
  cancel(executionId: string, now: number): Promise<void>;
  close(): Promise<void>;
  purge(): Promise<void>;
};
