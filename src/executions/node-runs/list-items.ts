import { z } from 'zod';
import type { JsonValue } from '../../engine/json.ts';
import type { Actor } from '../../security/permissions.ts';
import { nodeRunNotFound } from '../model/executions.errors.ts';
import { createItemSearch } from './item-search.ts';
import { type ItemSource, isSameRun, type RunReader, runReader, sourcesOf } from './item-sources.ts';
import type { NodeRunDeps } from './node-run-deps.ts';
import type { StoredRun } from './node-runs.repository.ts';
import type { ItemPage, ListItems } from './node-runs.schemas.ts';
import { createItemPage, type ItemPageRoom } from './page-room.ts';
import { type StoredItems, storedItems } from './stored-items.ts';

type Asked = ListItems & { readonly executionId: string; readonly nodeId: string };

const positionSchema = z.tuple([z.number()]);

/** Runs that are read by one statement, which brings 400 KB of each at most. */
const RUNS_AT_ONCE = 10;

/** Logs are a list of their own; they are read as if they left by the handle. */
function itemsOf(deps: NodeRunDeps, asked: Asked, run: StoredRun, handle: string): Promise<StoredItems> {
  const open = (fileId: string) => deps.nodeRuns.open(asked.executionId, fileId);
  if (asked.of !== 'logs') return storedItems(run, handle, open);
  return storedItems({ ...run, output: `{"main":${run.logs ?? '[]'}}` }, 'main', open);
}

async function fill(page: ItemPageRoom, chunks: AsyncIterable<readonly string[]>): Promise<void> {
  for await (const elements of chunks) {
    for (const element of elements) page.offer(element);
    if (page.isFull()) return;
  }
}

/** The runs of some sources, in their order. */
async function readSources(read: RunReader, sources: readonly ItemSource[]) {
  const runs = await read(sources.map(({ node_id, run_index }) => ({ node_id, run_index })));
  return sources.flatMap((source) => {
    const run = runs.find((one) => isSameRun(one, source));
    return run === undefined ? [] : [{ run, handle: source.handle }];
  });
}

type Filled = { readonly incomplete: boolean; readonly withheld: JsonValue };

/** Goes through sources until the page is full, or enough has been read. */
async function fillFrom(
  deps: NodeRunDeps,
  { asked, read, sources }: { asked: Asked; read: RunReader; sources: readonly ItemSource[] },
  page: ItemPageRoom,
): Promise<Filled> {
  let withheld: JsonValue = null;
  const left = sources.filter(({ count }) => !page.passOver(count));
  for (let at = 0; at < left.length; at += RUNS_AT_ONCE) {
    for (const { run, handle } of await readSources(read, left.slice(at, at + RUNS_AT_ONCE))) {
      if (page.hasReadEnough()) return { incomplete: true, withheld };
      const items = await itemsOf(deps, asked, run, handle);
      if (items.type === 'withheld') withheld = items.marker;
      else await fill(page, items.chunks);
      if (page.isFull()) return { incomplete: false, withheld };
    }
  }
  return { incomplete: false, withheld };
}

/**
 * The items that a node run received or brought forth at a handle, or the lines of its log. It reads no more than a part of what is stored. Throws
 * `executions.not_found`, `executions.node_run_not_found`, `cursor.*`.
 */
export async function listItems(deps: NodeRunDeps, actor: Actor, asked: Asked): Promise<ItemPage> {
  const { executionId, nodeId, run_index, of, handle, search = null, limit, cursor } = asked;
  const list = { list: 'items', execution_id: executionId, node_id: nodeId, run_index, of, handle, search };
  const from =
    cursor === undefined ? asked.from : positionSchema.parse(deps.cursors.decode(cursor, list, deps.now()))[0];
  const read = await runReader(deps, actor, executionId);
  const [run] = await read([{ node_id: nodeId, run_index }]);
  if (run === undefined) throw nodeRunNotFound();
  const page = createItemPage({ from, limit, search: search === null ? null : createItemSearch(search) });
  const { incomplete, withheld } = await fillFrom(deps, { asked, read, sources: sourcesOf(run, asked) }, page);
  const goesOn = page.isFull() || incomplete;
  return {
    data: page.data,
    has_more: goesOn,
    next_cursor: goesOn ? deps.cursors.encode([page.next()], list, deps.now()) : null,
    incomplete,
    withheld,
  };
}
