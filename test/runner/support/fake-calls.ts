import type { WaitKey } from '../../../src/executions/waits/execution-waits.ts';
import type { CallEnd, WorkflowCall } from '../../../src/nodes/node-run.ts';
import type { CallService } from '../../../src/runner/calls/workflow-calls.ts';

type Called = { readonly key: WaitKey; readonly call: WorkflowCall; readonly id: string; end?: CallEnd };

/** Calls in memory, as Postgres keeps them: what an attempt calls is started once. */
export type FakeCalls = CallService & {
  /** All that was ever started, in order. To end one, its `end` is set. */
  started(): readonly Called[];
  /** The attempts of an execution all of whose calls have ended. */
  resumed(executionId: string): readonly WaitKey[];
};

function keyText({ executionId, nodeId, runIndex, attempt }: WaitKey): string {
  return `${executionId}:${nodeId}:${runIndex}:${attempt}`;
}

/** `newId` gives the ids of the executions that are started. */
export function createFakeCalls(newId: () => string): FakeCalls {
  const all: Called[] = [];
  const of = (key: WaitKey): readonly Called[] => all.filter((one) => keyText(one.key) === keyText(key));
  return {
    async start(key, { calls }) {
      if (of(key).length === 0) all.push(...calls.map((call) => ({ key, call, id: newId() })));
      return { ids: of(key).map(({ id }) => id), ended: of(key).every(({ end }) => end !== undefined) };
    },
    ends: async (key) => of(key).flatMap(({ end }) => (end === undefined ? [] : [end])),
    started: () => all,
    resumed: (executionId) =>
      all
        .map(({ key }) => key)
        .filter((key) => key.executionId === executionId && of(key).every(({ end }) => end !== undefined)),
  };
}
