import { DurableObject } from 'cloudflare:workers';
import { consoleLog } from '../src/shared/log.ts';
import type { AppendRequest, AppendResponse, Coordinator, JournalPage } from './coordinator-calls.ts';
import { createExecutionJournal, type JournalHead, type StoredBatch } from './execution-journal.ts';

/** How long the object waits, in milliseconds, before it sends a message again that the queue did not take. */
const RESEND_AFTER = 30_000;

/** How much of the journal one page holds, in UTF-16 units. A call may return 32 MiB. */
const READ_LIMIT = 8_000_000;

/**
 * There is one object per execution. It keeps the journal, refuses earlier runners, lets no effect begin once the execution is
 * cancelled, and wakes the execution when its wait is over. All other decisions are the engine's, in the runner.
 */
export class ExecutionCoordinator extends DurableObject implements Coordinator {
  readonly #journal = createExecutionJournal(this.ctx.storage);
  /** Hints, and so only in memory: the row counts what came, and the runner sees that when it renews its lease. */
  #woken = false;
  #watched = false;

  /** Appends facts of the runner with this epoch to the journal. */
  async append(request: AppendRequest): Promise<AppendResponse> {
    const head = this.#admit(request.executionId, request.epoch);
    if (head === null) return { status: 'fenced' };
    if (this.#journal.count() < (request.after ?? 0)) return { status: 'emptied' };
    const cancelled = head.cancelledAt !== null;
    const entries = cancelled ? request.facts : mergeEntries(request.facts, request.intents);
    const wait = cancelled ? null : request.wait;
    this.#journal.write({ ...head, wait }, entries);
    if (wait !== null && wait.until !== null) await this.ctx.storage.setAlarm(wait.until);
    return { status: cancelled ? 'cancelled' : 'ok', ...this.#takeHints() };
  }

  /** Gives the journal to a runner with a new epoch, page by page, and ends a wait. */
  async takeOver(executionId: string, epoch: number, seq: number): Promise<JournalPage> {
    const head = this.#admit(executionId, epoch);
    if (head === null) return { status: 'fenced', batches: [], next: null };
    this.#takeHints();
    this.#journal.write({ ...head, wait: null }, null);
    return { status: head.cancelledAt === null ? 'ok' : 'cancelled', ...this.#page(seq) };
  }

  /** The journal so far, for reading alone. Changes nothing. */
  async watch(seq: number): Promise<JournalPage> {
    const head = this.#journal.head();
    return { status: (head?.cancelledAt ?? null) === null ? 'ok' : 'cancelled', ...this.#page(seq) };
  }

  /** Lets the runner hear, at its next append, that something came for which the execution waits. */
  async wake(): Promise<void> {
    this.#woken = true;
  }

  /** The same for somebody who has begun to watch. */
  async noticeWatcher(): Promise<void> {
    this.#watched = true;
  }

  /** Once this returns, no further effect begins. Idempotent. */
  async cancel(executionId: string, now: number): Promise<void> {
    const head = this.#journal.head() ?? freshHead(executionId, 0);
    if (head.cancelledAt === null) this.#journal.write({ ...head, cancelledAt: now, wait: null }, null);
  }

  /** Frees memory and file descriptors at once, and not only after ten idle seconds. */
  async close(): Promise<void> {
    setTimeout(() => this.ctx.abort('closed'), 0);
  }

  /** Deletes the journal, when the execution has ended and its history is written. */
  async purge(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
    await this.close();
  }

  /** Never throws: after seven throws the platform silently drops the alarm. */
  override async alarm(): Promise<void> {
    const head = this.#journal.head();
    if (head === null || head.wait === null) return;
    try {
      await this.env.EXECUTIONS.send({ execution_id: head.executionId });
    } catch (error) {
      const message = 'The queue did not take a wake-up; trying again.';
      consoleLog({ level: 'warn', message, execution: head.executionId, error });
      await this.ctx.storage.setAlarm(Date.now() + RESEND_AFTER);
    }
  }

  #takeHints(): { woken?: true; watched?: true } {
    const hints = { ...(this.#woken && { woken: true as const }), ...(this.#watched && { watched: true as const }) };
    this.#woken = false;
    this.#watched = false;
    return hints;
  }

  #admit(executionId: string, epoch: number): JournalHead | null {
    const head = this.#journal.head() ?? freshHead(executionId, epoch);
    return epoch < head.epoch ? null : { ...head, epoch };
  }

  #page(seq: number): { batches: readonly StoredBatch[]; next: number | null } {
    const batches = this.#journal.read(seq, READ_LIMIT);
    const last = batches.at(-1);
    if (last === undefined) return { batches, next: null };
    const more = this.#journal.read(last.seq + 1, 0).length > 0;
    return { batches, next: more ? last.seq + 1 : null };
  }
}

function freshHead(executionId: string, epoch: number): JournalHead {
  return { executionId, epoch, cancelledAt: null, wait: null };
}

function mergeEntries(facts: string | null, intents: string | null): string | null {
  if (facts === null || intents === null) return facts ?? intents;
  return `${facts.slice(0, -1)},${intents.slice(1)}`;
}
