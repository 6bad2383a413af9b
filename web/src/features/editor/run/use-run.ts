import { useCallback, useContext, useEffect, useRef } from 'react';
import { ApiProblem } from '../../../lib/api/problem.ts';
import { useWorkspace } from '../../../lib/workspace.ts';
import { FlowViewContext } from '../../../ui/flow/flow-view.ts';
import { toast } from '../../../ui/toast/toasts.ts';
import { useEditorStore } from '../store/editor-store.ts';
import { type RunRequest, startRun, stopRun } from './start-run.ts';

export type Runs = {
  readonly start: (wanted: RunRequest) => Promise<void>;
  readonly watch: (executionId: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

function tell(error: unknown, text: string): void {
  const problem = error instanceof ApiProblem ? error : null;
  const faults = problem?.faults.slice(0, 3).map(({ message }) => message) ?? [];
  const detail = [
    error instanceof Error ? error.message : '',
    ...faults,
    problem?.requestId ? `Request ${problem.requestId}` : '',
  ];
  toast(text, { tone: 'bad', detail: detail.filter(Boolean).join(' ') });
}

/** Starts executions of the drawing and shows them as they happen. */
export function useRuns(save: () => Promise<boolean>): Runs {
  const store = useEditorStore();
  const view = useContext(FlowViewContext);
  const { path } = useWorkspace();
  const watching = useRef<AbortController | null>(null);
  useEffect(() => () => watching.current?.abort(), []);

  const start = useCallback(
    async (wanted: RunRequest) => {
      if (view === null) return;
      watching.current?.abort();
      const given = new AbortController();
      watching.current = given;
      try {
        if (!store.getState().readOnly && !(await save())) {
          toast('It was not run, for it could not be saved.', { tone: 'bad' });
          return;
        }
        const { execution_id: id } = await startRun(path, store.getState().workflow.id, wanted);
        store.setState({ overlay: null });
        const { watchRun } = await import('./watch-run.ts');
        await watchRun({ store, view, path }, id, given.signal);
      } catch (error) {
        if (!given.signal.aborted) tell(error, 'The workflow did not run.');
      }
    },
    [store, view, path, save],
  );

  const watch = useCallback(
    async (executionId: string) => {
      if (view === null) return;
      watching.current?.abort();
      const given = new AbortController();
      watching.current = given;
      try {
        const { watchRun } = await import('./watch-run.ts');
        await watchRun({ store, view, path }, executionId, given.signal);
      } catch (error) {
        if (!given.signal.aborted) tell(error, 'The execution can’t be shown.');
      }
    },
    [store, view, path],
  );

  const stop = useCallback(async () => {
    const { run } = store.getState();
    if (run === null) return;
    try {
      await stopRun(path, run.id);
    } catch (error) {
      tell(error, 'It could not be stopped.');
    }
  }, [store, path]);
  return { start, watch, stop };
}
