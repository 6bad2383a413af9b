import type { LiveBatch, LiveReply, LiveTeller } from '../../../durable-objects/live-hub-calls.ts';
import type { LiveNews } from '../../executions/live/live-news.ts';
import { consoleLog } from '../../shared/log.ts';
import { pause } from '../../shared/pause.ts';
import { callObject, type Objects } from '../journal/object-journal.ts';
import type { CallBudget } from './call-budget.ts';
import { createNewsQueue, type Next } from './news-queue.ts';

/** How much goes into one call, in UTF-16 units: a call takes 32 MiB. */
const CALL_LIMIT = 4_000_000;

/** How often in a row a call may fail until further news are waited for. */
const MAX_FAILURES = 3;

export type LiveOutboxOptions = {
  readonly hubs: Objects<LiveTeller>;
  readonly execution: Pick<LiveBatch, 'executionId' | 'workspaceId' | 'epoch'>;
  /** Keeps the invocation alive until what is under way has been told (`waitUntil`). */
  readonly hold: (work: Promise<unknown>) => void;
  readonly budget: CallBudget;
  /** All that there is to tell, as it stands now. */
  readonly all: () => readonly LiveNews[];
  /** Called when nobody wants to hear more, or no more can be told. */
  readonly onUnwanted: () => void;
};

/** Tells the object of those who watch what happens. Nobody waits for it, it holds little, and it never throws. */
export type LiveOutbox = {
  tell(news: readonly LiveNews[]): void;
  /** Tells all anew: somebody has begun to watch. */
  begin(): void;
};

/** The news, divided into calls. */
function partsOf(news: readonly LiveNews[]): readonly (readonly LiveNews[])[] {
  const parts: LiveNews[][] = [[]];
  let size = 0;
  for (const one of news) {
    if (size > CALL_LIMIT) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(one);
    size += one.data.length;
  }
  return parts;
}

type Teller = Pick<LiveOutboxOptions, 'hubs' | 'execution' | 'budget' | 'all'>;

async function call(
  { hubs, execution, budget }: Teller,
  batch: Pick<LiveBatch, 'begin' | 'whole' | 'news'>,
): Promise<LiveReply> {
  const wait = budget.spend();
  if (wait === null) return { wanted: false };
  if (wait > 0) await pause(wait);
  return callObject(hubs, execution.executionId, (hub) => hub.tell({ ...execution, ...batch }));
}

/** False if nobody wants to hear more. */
async function tellAll(teller: Teller, begin: boolean): Promise<boolean> {
  const id = crypto.randomUUID();
  const parts = partsOf(teller.all());
  for (const [index, news] of parts.entries()) {
    const { wanted } = await call(teller, { begin, whole: { id, last: index === parts.length - 1 }, news });
    if (!wanted) return false;
  }
  return true;
}

function logFailure({ execution }: Teller, error: unknown): void {
  const message = 'Those who watch an execution were not told what happens; it is told again.';
  consoleLog({ level: 'warn', message, execution: execution.executionId, error });
}

export function createLiveOutbox(options: LiveOutboxOptions): LiveOutbox {
  const queue = createNewsQueue();
  let hasBegun = false;
  let isTelling = false;
  let isWanted = true;
  let failures = 0;

  async function tellNext(next: Next): Promise<boolean> {
    if (next.type === 'news') return (await call(options, { begin: false, whole: null, news: next.news })).wanted;
    const wanted = await tellAll(options, !hasBegun);
    hasBegun = true;
    return wanted;
  }

  /** False if it could not be told: the object may have lost what it knew, so all is told anew. */
  async function tryToTell(next: Next): Promise<boolean> {
    try {
      isWanted = await tellNext(next);
      failures = 0;
    } catch (error) {
      queue.putAll();
      failures += 1;
      if (failures === 1) logFailure(options, error);
    }
    return failures < MAX_FAILURES;
  }

  async function tellWhatThereIs(): Promise<void> {
    // What happens in one go is told in one call.
    await Promise.resolve();
    for (let next = queue.take(); next !== null && isWanted; next = queue.take()) {
      if (!(await tryToTell(next))) break;
    }
    failures = 0;
    isTelling = false;
    if (!isWanted) options.onUnwanted();
  }

  function start(): void {
    if (isTelling) return;
    isTelling = true;
    options.hold(tellWhatThereIs());
  }

  return {
    tell(news) {
      queue.put(news);
      start();
    },
    begin() {
      hasBegun = false;
      queue.putAll();
      start();
    },
  };
}
