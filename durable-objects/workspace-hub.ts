import { mayStillWatch } from '../src/accounts/may-still-watch.ts';
import { openDatabases } from '../src/db/databases.ts';
import { onBehalfOf } from '../src/db/tenant-context.ts';
import { type ListedExecution, namedExecutions, newestExecutions } from '../src/executions/live/changed-executions.ts';
import { consoleLog } from '../src/shared/log.ts';
import type { ToldEvent } from './event-text.ts';
import { createListChanges } from './list-changes.ts';
import type { WorkspaceHubCalls } from './live-hub-calls.ts';
import { WatchedObject } from './watched-object.ts';
import { createWatchers } from './watchers.ts';

/** How often the rows are looked at while somebody watches, in milliseconds. */
const LOOK_EVERY = 1000;

/** Every how many looks it is asked who may still watch. */
const LOOKS_PER_CHECK = 15;

/** How many of the newest executions are looked at each time. */
const NEWEST = 100;

/**
 * There is one object for each workspace whose list of executions somebody watches, named by its id. It looks at the newest rows,
 * and at those that it has seen unfinished, once a second, whatever runs: so executions pay nothing for it. It keeps nothing
 * but whose list it is.
 */
export class WorkspaceHub extends WatchedObject implements WorkspaceHubCalls {
  readonly #changes = createListChanges();
  protected readonly watchers = createWatchers(this.ctx, {
    after: this.#changes.after,
    lastId: this.#changes.lastId,
    greeting: () => ({ type: 'live', data: { is_live: true } }),
    isOver: () => false,
  });
  readonly #databases = openDatabases(this.env);
  #looks = 0;

  async open(workspaceId: string): Promise<void> {
    if (this.ctx.storage.kv.get('workspace') === undefined) this.ctx.storage.kv.put('workspace', workspaceId);
    await this.ctx.storage.setAlarm(Date.now());
  }

  /** Never throws: after seven throws the platform silently drops the alarm. */
  override async alarm(): Promise<void> {
    const workspaceId = this.ctx.storage.kv.get<string>('workspace');
    if (workspaceId === undefined) return;
    try {
      this.#looks += 1;
      if (this.#looks % LOOKS_PER_CHECK === 0) await this.#check(workspaceId);
      this.#pass(await onBehalfOf({ userId: null, workspaceId }, () => this.#look(workspaceId)));
    } catch (error) {
      const message = 'The list of a workspace could not be looked at; it is tried again.';
      consoleLog({ level: 'warn', message, workspace: workspaceId, error });
    }
    if (this.watchers.count() > 0 || this.#looks === 1) await this.ctx.storage.setAlarm(Date.now() + LOOK_EVERY);
    else await this.#stop();
  }

  async #check(workspaceId: string): Promise<void> {
    this.watchers.cutOff(await mayStillWatch(this.#databases.auth, workspaceId, this.watchers.proofs()));
  }

  async #look(workspaceId: string): Promise<readonly ListedExecution[]> {
    const newest = await newestExecutions(this.#databases.people, workspaceId, NEWEST);
    const seen = new Set(newest.map(({ id }) => id));
    const others = this.#changes.unfinished().filter((id) => !seen.has(id));
    return [...(await namedExecutions(this.#databases.people, workspaceId, others)), ...newest.toReversed()];
  }

  #pass(listed: readonly ListedExecution[]): void {
    const { events, isSampled } = this.#changes.take(listed, NEWEST);
    this.watchers.tell(events satisfies readonly ToldEvent[]);
    if (isSampled) this.watchers.say('executions.sampled', { shown: NEWEST });
  }

  async #stop(): Promise<void> {
    this.#looks = 0;
    this.#changes.clear();
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }
}
