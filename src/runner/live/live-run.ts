import type { LiveTeller } from '../../../durable-objects/live-hub-calls.ts';
import type { Hold } from '../../executions/lifecycle/hold-execution.ts';
import type { LiveNews } from '../../executions/live/live-news.ts';
import type { ExecutionEnding } from '../../executions/model/execution-record.ts';
import type { Objects } from '../journal/object-journal.ts';
import type { ExecutionRun } from '../run/execution-run.ts';
import type { CallBudget } from './call-budget.ts';
import { createLiveOutbox, type LiveOutbox } from './live-outbox.ts';
import { allNodeNews, changedNodeNews, endedNews, openNews } from './run-news.ts';

/** `budget`: what this invocation may spend on it. */
export type LiveDeps = LiveReach & { readonly budget: CallBudget };

/** The objects of those who watch. */
export type LiveReach = {
  readonly hubs: Objects<LiveTeller>;
  /** Keeps the invocation alive until what is under way has been told (`waitUntil`). */
  readonly hold: (work: Promise<unknown>) => void;
};

/** What those who watch an execution hear of its runner. While nobody watches it does nothing, and nothing calls it. */
export type LiveRun = {
  /** Somebody has begun to watch. */
  begin(): void;
  /** The run is open: from here on there is something to tell. */
  follow(run: ExecutionRun): void;
  /** The runner has left the execution, and this is written. `until`: when a waiting one goes on by itself. */
  left(status: 'queued' | 'waiting', until: number | null): void;
  /** The end is written. `isWatched`: somebody has begun to watch, of whom this runner may not have heard. */
  ended(ending: ExecutionEnding, isWatched: boolean): void;
};

/** `isWatched`: whether somebody watched before this runner took the execution, or may want to. */
export function createLiveRun({ hubs, hold, budget }: LiveDeps, { id, epoch }: Hold, isWatched: boolean): LiveRun {
  let wanted = isWatched;
  let followed: ExecutionRun | null = null;
  let outbox: LiveOutbox | null = null;
  let latest: LiveNews | null = null;

  function detach(): void {
    followed?.journal.observe(null);
    outbox = null;
    wanted = false;
  }

  function attach(run: ExecutionRun): void {
    const { workspaceId } = run.workflow.identity;
    outbox = createLiveOutbox({
      hubs,
      hold,
      budget,
      execution: { executionId: id, workspaceId, epoch },
      all: () => [...allNodeNews(run), latest ?? openNews(run, 'running')],
      onUnwanted: detach,
    });
    run.journal.observe((before, after) => outbox?.tell(changedNodeNews(run, { before, after })));
    outbox.begin();
  }

  function say(news: LiveNews): void {
    latest = news;
    outbox?.tell([news]);
  }

  return {
    begin() {
      wanted = true;
      if (outbox !== null) outbox.begin();
      else if (followed !== null) attach(followed);
    },
    follow(run) {
      followed = run;
      if (wanted) attach(run);
    },
    left(status, until) {
      if (outbox !== null && followed !== null) say(openNews(followed, status, until));
    },
    ended(ending, watchedAtEnd) {
      if (outbox === null && watchedAtEnd && followed !== null) attach(followed);
      if (outbox !== null) say(endedNews(ending));
    },
  };
}
