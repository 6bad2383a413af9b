import { hasEnded } from '../src/executions/get-execution.ts';
import type { ListedExecution } from '../src/executions/live/changed-executions.ts';
import { executionNewsType } from '../src/executions/live/live-news.ts';
import type { ToldEvent } from './event-text.ts';
import type { EventSource } from './watcher.ts';

/** How many executions are known at once: unfinished ones beyond the newest are looked at only as long as there is room. */
const MOST_KNOWN = 300;

/** What is known of the list of a workspace, in memory: of each execution how it stood last. */
export type ListChanges = EventSource & {
  /** The executions that have not ended. */
  unfinished(): readonly string[];
  /** Takes how executions stand, the oldest first. `isSampled`: so many are new that there may be others between. */
  take(listed: readonly ListedExecution[], most: number): { events: readonly ToldEvent[]; isSampled: boolean };
  clear(): void;
};

function typeOf({ status }: ListedExecution): string {
  return status === 'queued' ? 'execution.created' : executionNewsType(status);
}

export function createListChanges(): ListChanges {
  const known = new Map<string, ToldEvent & { readonly isOpen: boolean }>();
  let last = Date.now();

  function takeOne(execution: ListedExecution): readonly ToldEvent[] {
    const data = JSON.stringify(execution);
    if (known.get(execution.id)?.data === data) return [];
    last += 1;
    const event = { id: last, type: typeOf(execution), data, isOpen: !hasEnded(execution) };
    known.delete(execution.id);
    known.set(execution.id, event);
    return [event];
  }

  /** The longest known go first; those that have ended before those that have not. */
  function forget(): void {
    const surplus = known.size - MOST_KNOWN;
    const goers = [...known].sort(([, a], [, b]) => Number(a.isOpen) - Number(b.isOpen)).slice(0, Math.max(0, surplus));
    for (const [id] of goers) known.delete(id);
  }

  return {
    after: (id, limit) => [...known.values()].filter((event) => event.id > id).slice(0, limit),
    lastId: () => last,
    unfinished: () => [...known].filter(([, { isOpen }]) => isOpen).map(([id]) => id),
    take(listed, most) {
      const isFirst = known.size === 0;
      const fresh = listed.filter(({ id }) => !known.has(id)).length;
      const events = listed.flatMap(takeOne);
      forget();
      return { events, isSampled: !isFirst && fresh >= most };
    },
    clear: () => known.clear(),
  };
}
