import { nodeRuns } from '../../engine/node-runs.ts';
import type { ExecutionWaits } from '../../executions/waits/execution-waits.ts';
import type { OpenedRun } from './open-run.ts';
import { attemptKey, resumptions } from './waiting-attempts.ts';

/** Resumes the waiting node runs for which something has come while the execution waited. */
export async function resumeWaiting(waits: ExecutionWaits, opened: OpenedRun, now: number): Promise<OpenedRun> {
  const { journal, id } = opened.run;
  if (!nodeRuns(journal.state()).some((view) => view.status === 'waiting')) return opened;
  const came = new Set((await waits.resumed(id)).map(attemptKey));
  const commands = resumptions(opened.run, came).flatMap((event) => journal.apply({ at: now, event }));
  return { run: opened.run, commands: [...opened.commands, ...commands] };
}
