import { listen } from '../../../lib/runs/live-stream.ts';
import { applyEvent, hasEnded, markOf, type NodeRun, newRun, type RunView } from '../../../lib/runs/run-view.ts';
import type { FlowViewStore, RunMark } from '../../../ui/flow/flow-view.ts';
import type { EditorStore } from '../store/editor-store.ts';

const MARKS = new WeakMap<readonly NodeRun[], RunMark | null>();

function cachedMark(runs: readonly NodeRun[]): RunMark | null {
  if (!MARKS.has(runs)) MARKS.set(runs, markOf(runs));
  return MARKS.get(runs) ?? null;
}

/** How each node stands; of nodes whose runs did not change, the same object as before. */
function marksOf(run: RunView | null): { readonly [nodeId: string]: RunMark } {
  if (run === null) return {};
  const marks: Record<string, RunMark> = {};
  for (const [id, runs] of Object.entries(run.nodes)) {
    const mark = cachedMark(runs);
    if (mark !== null) marks[id] = mark;
  }
  return marks;
}

export type Watching = { readonly store: EditorStore; readonly view: FlowViewStore; readonly path: string };

export function showRun({ store, view }: Pick<Watching, 'store' | 'view'>, run: RunView | null): void {
  store.setState({ run });
  view.setState({ runs: marksOf(run) });
}

/** Shows an execution as it happens, from its first node to its end. Events that come at once are drawn at once. */
export async function watchRun(watching: Watching, executionId: string, signal: AbortSignal): Promise<void> {
  let run = newRun(executionId);
  let frame = 0;
  showRun(watching, run);
  const draw = (): void => {
    frame = 0;
    if (!signal.aborted) showRun(watching, run);
  };
  for await (const event of listen(`${watching.path}/executions/${executionId}/stream`, signal)) {
    run = applyEvent(run, event);
    if (frame === 0) frame = requestAnimationFrame(draw);
    if (hasEnded(run)) break;
  }
  cancelAnimationFrame(frame);
  if (!signal.aborted) showRun(watching, run);
}
