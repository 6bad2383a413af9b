import type { LiveNews } from '../../executions/live/live-news.ts';

/** How much news may wait while a call is under way, in UTF-16 units: beyond that all is told anew, as it stands then. */
const ROOM = 1_000_000;

/** What is to be told next: these news, or all that there is. */
export type Next = { readonly type: 'news'; readonly news: readonly LiveNews[] } | { readonly type: 'all' };

/** News that wait to be told. It holds little: what has no room is told with all the rest. */
export type NewsQueue = {
  put(news: readonly LiveNews[]): void;
  putAll(): void;
  /** `null`: there is nothing to tell. */
  take(): Next | null;
};

export function createNewsQueue(): NewsQueue {
  let waiting: LiveNews[] = [];
  let size = 0;
  let all = false;

  function empty(): void {
    waiting = [];
    size = 0;
  }

  return {
    put(news) {
      if (all) return;
      waiting.push(...news);
      size += news.reduce((sum, { data }) => sum + data.length, 0);
      all = size > ROOM;
      if (all) empty();
    },
    putAll() {
      all = true;
      empty();
    },
    take() {
      const next: Next = all ? { type: 'all' } : { type: 'news', news: waiting };
      if (!all && waiting.length === 0) return null;
      all = false;
      empty();
      return next;
    },
  };
}
