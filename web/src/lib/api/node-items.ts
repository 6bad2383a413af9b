import { type DataItem, isDataItem } from '../data/items.ts';
import { request } from './request.ts';
import type { ItemPage, NodeRun, ShownItem } from './schema.gen.ts';

/** Items of one node run at a handle: those that it received, or brought forth. `state` tells apart what it had at different times. */
export type ItemsAsked = {
  readonly executionId: string;
  readonly nodeId: string;
  readonly runIndex: number;
  readonly of: 'input' | 'output';
  readonly handle: string;
  readonly state: string;
};

/** A page of items, and the cursor of the next one. `withheld`: what stands in place of items that are not kept. */
export type LoadedPage = {
  readonly items: readonly DataItem[];
  readonly next: string | null;
  readonly incomplete: boolean;
  readonly withheld: unknown;
};

type Place = { readonly search?: string; readonly cursor?: string; readonly signal?: AbortSignal };

/** Larger items, in characters of their JSON, are shown by their beginning. */
const LARGEST = 2_000_000;

function addressOf(path: string, { executionId, nodeId }: ItemsAsked): string {
  return `${path}/executions/${executionId}/nodes/${encodeURIComponent(nodeId)}/items`;
}

export function askFor(
  run: Pick<NodeRun, 'execution_id' | 'node_id' | 'run_index' | 'status' | 'completed_at'>,
  of: ItemsAsked['of'],
  handle: string,
): ItemsAsked {
  return {
    executionId: run.execution_id,
    nodeId: run.node_id,
    runIndex: run.run_index,
    of,
    handle,
    state: `${run.status} ${run.completed_at}`,
  };
}

/** An item that is too large for a page of several is asked for alone. */
async function wholeItem(path: string, asked: ItemsAsked, shown: ShownItem, signal?: AbortSignal): Promise<unknown> {
  if (shown.item !== null) return shown.item;
  const beginning = { json: { [`The beginning of ${shown.size} characters`]: shown.start } };
  if (shown.size > LARGEST) return beginning;
  const { runIndex: run_index, of, handle } = asked;
  const query = { run_index, of, handle, from: shown.index, limit: 1 };
  const { data } = await request<ItemPage>(addressOf(path, asked), { query, signal });
  return data[0]?.item ?? beginning;
}

/** A hundred items at most, or a megabyte of them. */
export async function loadItems(path: string, asked: ItemsAsked, place: Place = {}): Promise<LoadedPage> {
  const { search, cursor, signal } = place;
  const { runIndex: run_index, of, handle } = asked;
  const query = { run_index, of, handle, search, cursor, limit: 100 };
  const page = await request<ItemPage>(addressOf(path, asked), { query, signal });
  const items = await Promise.all(page.data.map((shown) => wholeItem(path, asked, shown, signal)));
  return {
    items: items.filter(isDataItem),
    next: page.next_cursor,
    incomplete: page.incomplete,
    withheld: page.withheld ?? null,
  };
}

/** All items, page by page. */
export async function loadAllItems(path: string, asked: ItemsAsked): Promise<readonly DataItem[]> {
  const items: DataItem[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: LoadedPage = await loadItems(path, asked, { cursor });
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

/** The first hundred lines of the console of a node run. */
export async function loadLogs(path: string, asked: ItemsAsked, signal?: AbortSignal): Promise<readonly unknown[]> {
  const query = { run_index: asked.runIndex, of: 'logs', limit: 100 };
  const { data } = await request<ItemPage>(addressOf(path, asked), { query, signal });
  return data.map(({ item, start }) => item ?? { level: 'log', text: start });
}
