import { conflicted, databaseAway } from './database-errors.ts';
import { createGroupTurns, createMember, type GroupTurns, type Member, type Outcome } from './group-turns.ts';

/** Writes one item, perhaps together with those of other requests, and resolves to its result. */
export type WriteOne<Item, Result> = (item: Item) => Promise<Result>;

/** Writes a group of items in one statement. The results are in the order of the items. */
type WriteGroup<Item, Result> = (group: readonly Item[]) => Promise<readonly Result[]>;

/** What the platform allows. */
export type Requests = {
  /** Keeps the request that calls it alive until the work is done, even if nobody waits for its answer (`waitUntil`). */
  readonly hold: (work: Promise<unknown>) => void;
  /** Whether a request may wait for a promise that another one resolves. If not, each item is written by itself. */
  readonly mayWaitForOthers: boolean;
};

export type GroupWriterOptions<Item, Result> = {
  /** Writes all of the group or, with an error, nothing. */
  readonly write: WriteGroup<Item, Result>;
  /** Writes an item that may have been written before; if it was, tells what came of that. */
  readonly writeAgain: WriteOne<Item, Result>;
  /** How much JSON the item is in the statement, in UTF-16 units. */
  readonly lengthOf: (item: Item) => number;
  readonly requests: Requests;
  /** How long an item waits for another request to write it, in milliseconds. */
  readonly patience?: number;
};

/** Only for a request that was killed: one that just ends is held until its statement is over. */
const PATIENCE = 5000;

/** Whether each of the group would meet the same error by itself. */
function isForAll(error: unknown): boolean {
  return databaseAway(error) !== null && !conflicted(error);
}

/** Tells all of a group what came of it. An item that Postgres refuses must not fail the others: each is written again. */
async function settle<Item, Result>(
  group: readonly Member<Item, Result>[],
  write: WriteGroup<Item, Result>,
): Promise<void> {
  try {
    const results = await write(group.map(({ item }) => item));
    if (results.length !== group.length) throw new RangeError('Results are missing.');
    for (const [place, result] of results.entries()) group[place]?.tell({ type: 'written', result });
  } catch (error) {
    const outcome = group.length === 1 || isForAll(error) ? ({ type: 'failed', error } as const) : ALONE;
    for (const member of group) member.tell(outcome);
  }
}

const ALONE = { type: 'alone' } as const;

/** `null` if the promise takes too long. The timer also shows the platform that this request waits for something. */
function within<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), milliseconds);
    void promise.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

async function writeNow<Item, Result>({ write }: GroupWriterOptions<Item, Result>, item: Item): Promise<Result> {
  const [result] = await write([item]);
  if (result === undefined) throw new RangeError('The result is missing.');
  return result;
}

/** Waits until another request has written the item, or writes the next group for all. */
async function takePart<Item, Result>(
  { write, patience = PATIENCE }: GroupWriterOptions<Item, Result>,
  turns: GroupTurns<Item, Result>,
  own: Member<Item, Result>,
): Promise<Outcome<Result>> {
  if (!turns.isFree()) {
    turns.wait(own);
    const news = await within(Promise.race([own.chosen, own.outcome]), patience);
    if (news !== null && news !== 'chosen') return news;
    if (!turns.isWaiting(own)) {
      own.leave();
      turns.end(own);
      return ALONE;
    }
  }
  await settle(turns.begin(own), write);
  turns.end(own);
  return own.outcome;
}

/**
 * Collects items while a statement is under way, and writes them with the next one: a busy isolate writes many items per round
 * trip, and an idle one waits for nothing. All requests of the isolate share it. A statement belongs to the request that sends
 * it, and the next is sent by one of those that wait. Whoever waits in vain writes for itself.
 */
export function createGroupWriter<Item, Result>(options: GroupWriterOptions<Item, Result>): WriteOne<Item, Result> {
  const turns = createGroupTurns<Item, Result>();

  async function write(item: Item): Promise<Result> {
    const outcome = await takePart(options, turns, createMember(item, options.lengthOf(item)));
    switch (outcome.type) {
      case 'written':
        return outcome.result;
      case 'failed':
        throw outcome.error;
      case 'alone':
        return options.writeAgain(item);
    }
  }

  const { hold, mayWaitForOthers } = options.requests;
  return (item) => {
    const written = mayWaitForOthers ? write(item) : writeNow(options, item);
    hold(written.catch(() => undefined));
    return written;
  };
}
