import { mayStillWatch } from '../src/accounts/may-still-watch.ts';
import { openDatabases } from '../src/db/databases.ts';
import { onBehalfOf } from '../src/db/tenant-context.ts';
import { createExecutionRepository } from '../src/executions/executions.repository.ts';
import { hasEnded } from '../src/executions/get-execution.ts';
import { createNodeExecutionRepository } from '../src/executions/history/node-executions.repository.ts';
import { EXECUTION_KEY, executionNewsType, type LiveNews } from '../src/executions/live/live-news.ts';
import { storedExecutionNews } from '../src/executions/live/stored-news.ts';
import { consoleLog } from '../src/shared/log.ts';
import type { LiveBatch, LiveHubCalls, LiveOpening, LiveReply } from './live-hub-calls.ts';
import { createLiveStore, type LiveHead } from './live-store.ts';
import type { LiveEvent } from './news-table.ts';
import { HISTORY, tellHistory } from './tell-history.ts';
import { WatchedObject } from './watched-object.ts';
import { createWatchers } from './watchers.ts';

/** How often it is looked who may still watch, and how the row stands, in milliseconds. */
const LOOK_EVERY = 15_000;

/** How long what was told is kept when nobody watches, or when the execution has ended, in milliseconds. */
const KEPT_FOR = 60_000;

/** How often, at most, the row notes that somebody has begun to watch, in milliseconds. */
const NOTE_EVERY = 10_000;

/** How long somebody watches on while it can't be seen whether they still may, in milliseconds. */
const UNCHECKED_FOR = 60_000;

/** How long after a runner told something the row may still say what was before, in milliseconds. */
const SETTLED_AFTER = 5000;

/**
 * There is one object for each execution that somebody watches, named by its id. It keeps how each node run stands, as runners
 * tell it, and passes on what is new. Runners do not wait for it. When nobody watches any more it stops by itself and keeps
 * nothing.
 */
export class LiveHub extends WatchedObject implements LiveHubCalls {
  readonly #store = createLiveStore(this.ctx.storage);
  protected readonly watchers = createWatchers(this.ctx, {
    after: this.#store.after,
    lastId: this.#store.lastId,
    greeting: () => ({ type: 'live', data: this.#liveness() }),
    isOver: () => (this.#store.head()?.endedAt ?? null) !== null,
  });
  readonly #databases = openDatabases(this.env);
  readonly #executions = createExecutionRepository(this.#databases.people);
  readonly #nodes = createNodeExecutionRepository(this.#databases.people, null);
  #toldAt = 0;
  #checkedAt = Date.now();

  /** Takes what a runner tells. Old runners are not heard, and an execution that has ended changes no more. */
  async tell(batch: LiveBatch): Promise<LiveReply> {
    const head = this.#store.head() ?? (batch.begin ? freshHead(batch) : null);
    if (head === null || batch.epoch < head.epoch || head.endedAt !== null) return { wanted: false };
    if (this.#isForsaken(head)) {
      this.#store.putHead({ ...head, attached: false, notedAt: 0 });
      return { wanted: false };
    }
    const sync = batch.whole?.id ?? head.sync;
    const attached = isHeld(batch.news) ?? (batch.begin || head.attached);
    await this.#save({ ...head, epoch: batch.epoch, sync, attached });
    this.#toldAt = Date.now();
    const nodes = this.#store.put(ofNodes(batch.news), sync);
    const gone = batch.whole?.last === true ? this.#store.forgetOthers(sync) : [];
    this.#pass([...nodes, ...gone, ...this.#store.put(ofExecution(batch.news), sync)]);
    if (attached && !head.attached) this.watchers.say('live', this.#liveness());
    return { wanted: true };
  }

  async open({ executionId, workspaceId, known }: LiveOpening): Promise<{ readonly heard: boolean }> {
    const now = Date.now();
    const head = this.#store.head() ?? freshHead({ executionId, workspaceId, epoch: -1 });
    const heard = head.attached || now - head.notedAt < NOTE_EVERY;
    await this.#save({ ...head, emptySince: now, notedAt: heard ? head.notedAt : now });
    if (!head.attached && head.endedAt === null) this.#pass(this.#store.put(known, head.sync));
    return { heard };
  }

  async look(): Promise<void> {
    if (this.#store.head() !== null) await this.#lookAtRow();
  }

  /** Never throws: after seven throws the platform silently drops the alarm. */
  override async alarm(): Promise<void> {
    const head = this.#store.head();
    if (head === null) return;
    const now = Date.now();
    const emptySince = this.watchers.count() > 0 ? null : (head.emptySince ?? now);
    if (isOver(head, now) || this.#isForsaken({ ...head, emptySince })) return this.#stop();
    this.#store.putHead({ ...head, emptySince });
    await this.ctx.storage.setAlarm(now + LOOK_EVERY);
    try {
      await this.#check(head);
      await this.#lookAtRow();
    } catch (error) {
      const message = 'It could not be looked who may still watch an execution; it is tried again.';
      consoleLog({ level: 'warn', message, execution: head.executionId, error });
      if (now - this.#checkedAt > UNCHECKED_FOR) this.watchers.closeAll('access_unknown');
    }
  }

  async #check({ workspaceId }: LiveHead): Promise<void> {
    this.watchers.cutOff(await mayStillWatch(this.#databases.auth, workspaceId, this.watchers.proofs()));
    this.#checkedAt = Date.now();
  }

  #liveness(): { readonly is_live: boolean } {
    return { is_live: this.#store.head()?.attached ?? false };
  }

  #isForsaken({ emptySince }: Pick<LiveHead, 'emptySince'>): boolean {
    return this.watchers.count() === 0 && emptySince !== null && Date.now() - emptySince >= KEPT_FOR;
  }

  /** Keeps the head; the first one sets the alarm. */
  async #save(head: LiveHead): Promise<void> {
    const isFirst = this.#store.head() === null;
    this.#store.putHead(head);
    if (isFirst) await this.ctx.storage.setAlarm(Date.now() + LOOK_EVERY);
  }

  async #stop(): Promise<void> {
    this.watchers.closeAll('ended');
    await this.#store.clear();
  }

  /** Passes on what was told. With the end of the execution the watching ends. */
  #pass(events: readonly LiveEvent[]): void {
    this.watchers.tell(events);
    const head = this.#store.head();
    if (head === null || !events.some(({ type }) => type === executionNewsType('completed'))) return;
    this.#store.putHead({ ...head, attached: false, endedAt: Date.now() });
    this.watchers.end();
  }

  /** What no runner tells stands in the row: that the execution was cancelled before it ran, given up, or given to the queue again. */
  async #lookAtRow(): Promise<void> {
    const before = this.#store.head();
    if (before === null || before.endedAt !== null) return;
    const { workspaceId, executionId } = before;
    const ofWatchers = { userId: null, workspaceId };
    const stored = await onBehalfOf(ofWatchers, () => this.#executions.find(workspaceId, executionId));
    if (stored === null) return this.#stop();
    const news = storedExecutionNews(stored.execution);
    if (hasEnded(stored.execution)) {
      const told = await onBehalfOf(ofWatchers, () => tellHistory(this.#nodes, this.#store, executionId));
      if (this.#store.head()?.endedAt === null) this.#pass([...told, ...this.#store.put([news], HISTORY)]);
    } else if (this.#store.find(EXECUTION_KEY)?.type !== news.type && Date.now() - this.#toldAt > SETTLED_AFTER) {
      this.#pass(this.#store.put([news], before.sync));
    }
  }
}

function freshHead({
  executionId,
  workspaceId,
  epoch,
}: Pick<LiveHead, 'executionId' | 'workspaceId' | 'epoch'>): LiveHead {
  return {
    executionId,
    workspaceId,
    epoch,
    attached: false,
    notedAt: 0,
    sync: '',
    endedAt: null,
    emptySince: Date.now(),
  };
}

function isOver({ endedAt }: LiveHead, now: number): boolean {
  return endedAt !== null && now - endedAt >= KEPT_FOR;
}

/** What is told of the execution itself comes last: with its end the stream ends. */
function ofExecution(news: readonly LiveNews[]): readonly LiveNews[] {
  return news.filter(({ key }) => key === EXECUTION_KEY);
}

function ofNodes(news: readonly LiveNews[]): readonly LiveNews[] {
  return news.filter(({ key }) => key !== EXECUTION_KEY);
}

/** Whether a runner has the execution, by what is told of it; `null`: that says nothing. */
function isHeld(news: readonly LiveNews[]): boolean | null {
  const last = ofExecution(news).at(-1);
  return last === undefined ? null : last.type === executionNewsType('running');
}
