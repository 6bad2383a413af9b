import { nodeRuns } from '../../engine/node-runs.ts';
import type { NodeRunView } from '../../engine/state.ts';
import type { ExecutionWaits } from '../../executions/waits/execution-waits.ts';
import type { OpenedRun } from './open-run.ts';

type Attempt = { readonly nodeId: string; readonly runIndex: number; readonly attempt: number };

function keyOf({ nodeId, runIndex, attempt }: Attempt): string {
  return `${nodeId}:${runIndex}:${attempt}`;
}

function attemptOf({ run }: OpenedRun, { node, run: runIndex, attempt }: NodeRunView): Attempt {
  return { nodeId: run.workflow.plan.nodes[node]?.node.id ?? '', runIndex, attempt };
}

/** Resumes the waiting node runs for which something has come while the execution waited. */
export async function resumeWaiting(waits: ExecutionWaits, opened: OpenedRun, now: number): Promise<OpenedRun> {
  const { journal, id } = opened.run;
  const waiting = nodeRuns(journal.state()).filter((view) => view.status === 'waiting');
  if (waiting.length === 0) return opened;
  const resumed = new Set((await waits.resumed(id)).map(keyOf));
  const commands = waiting
    .filter((view) => resumed.has(keyOf(attemptOf(opened, view))))
    .flatMap(({ node, run, attempt }) =>
      journal.apply({ at: now, event: { type: 'node_resumed', node, run, attempt } }),
    );
  return { run: opened.run, commands: [...opened.commands, ...commands] };
}
