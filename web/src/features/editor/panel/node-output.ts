import { useState } from 'react';
import { askFor, loadAllItems } from '../../../lib/api/node-items.ts';
import type { NodeRun } from '../../../lib/api/schema.gen.ts';
import { type DataItem, missingReason, shownHandle } from '../../../lib/data/items.ts';
import { useItems, useLogs } from '../../../lib/data/use-items.ts';
import type { WorkflowNode } from '../../../lib/graph/graph.ts';
import { useWorkspace } from '../../../lib/workspace.ts';
import { toast } from '../../../ui/toast/toasts.ts';

/** So many items can be pinned or edited by hand. */
const MOST_PINNED = 1000;

type Counts = { readonly [handle: string]: number };

function countsOf(node: WorkflowNode, run: NodeRun | undefined): Counts {
  if (node.pinned_data) return { main: node.pinned_data.length };
  return run?.output.counts ?? {};
}

/** Where the items of a run are, as far as it has any that are not pinned. */
function askedOf(node: WorkflowNode, run: NodeRun | undefined, handle: string | undefined) {
  if (node.pinned_data || !run || run.output.state === 'none') return null;
  return askFor(run, 'output', handle ?? 'main');
}

/** What a node put out in one of its runs, or what is pinned to it: at one handle, read as far as it is looked at. */
export function useNodeOutput(node: WorkflowNode, run: NodeRun | undefined) {
  const { path } = useWorkspace();
  const [wanted, setHandle] = useState<string | null>(null);
  const counts = countsOf(node, run);
  const handle = shownHandle(counts, wanted);
  const total = handle === undefined ? null : (counts[handle] ?? null);
  const asked = askedOf(node, run, handle);
  const list = useItems(asked);
  const logs = useLogs(run ? askFor(run, 'output', 'main') : null, run?.log_lines ?? 0);
  const items = node.pinned_data ?? list.items;
  const canPin = items.length > 0 && handle === 'main' && (total ?? 0) <= MOST_PINNED;
  /** Gives all items: of many, not all are read yet; of too many to be written by hand, none. */
  function withAll(use: (all: readonly DataItem[]) => void): void {
    if (asked === null || list.more === null) use(items);
    else if (!canPin) use([]);
    else {
      loadAllItems(path, asked).then(use, (error: unknown) =>
        toast('The items could not be read.', { tone: 'bad', detail: error instanceof Error ? error.message : null }),
      );
    }
  }
  return {
    counts,
    handle,
    setHandle,
    items,
    list: node.pinned_data ? null : { ...list, total },
    isLoading: list.isLoading,
    error: list.error,
    missing: node.pinned_data ? null : missingReason(run?.output.state, list.withheld),
    logs,
    canPin,
    withAll,
  };
}
