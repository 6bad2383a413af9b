import { jsonLength } from '../../shared/json/json-length.ts';

/** Writes one item together with others, and resolves to its result. */
export type WriteOne<Item, Result> = (item: Item) => Promise<Result>;

/** Writes a group of items in one statement. The results are in the order of the items. */
export type WriteGroup<Item, Result> = (group: readonly Item[]) => Promise<readonly Result[]>;

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

/** How many items one statement takes, and how much of their JSON in UTF-16 units: the database takes 64 MB. */
const GROUP_SIZE = 50;
const GROUP_LENGTH = 12_000_000;

/** How many of the waiting items the next statement takes: at least one. */
function groupSize(waiting: readonly Waiting<unknown, never>[]): number {
  if (waiting.length === 1) return 1;
  let length = 0;
  for (const [index, { item }] of waiting.slice(0, GROUP_SIZE).entries()) {
    length += jsonLength(item);
    if (index > 0 && length > GROUP_LENGTH) return index;
  }
  return GROUP_SIZE;
}

async function settle<Item, Result>(
  group: readonly Waiting<Item, Result>[],
  write: WriteGroup<Item, Result>,
): Promise<void> {
  try {
    const results = await write(group.map(({ item }) => item));
    if (results.length !== group.length) throw new RangeError('Results are missing.');
    results.forEach((result, index) => {
      group[index]?.resolve(result);
    });
  } catch (error) {
    for (const one of group) one.reject(error);
  }
}

/**
 * Collects items while a statement is under way, and writes them with the next one: a busy runner writes many items per round
 * trip, and an idle one waits for nothing. All callers must share one invocation of the Worker.
 */
export function createGroupWriter<Item, Result>(write: WriteGroup<Item, Result>): WriteOne<Item, Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let busy = false;

  async function work(): Promise<void> {
    busy = true;
    while (waiting.length > 0) await settle(waiting.splice(0, groupSize(waiting)), write);
    busy = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!busy) void work();
    });
}
