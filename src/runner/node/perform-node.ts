import { isAtMostOnce } from '../../engine/at-most-once.ts';
import type { Item } from '../../engine/item.ts';
import { mainOutput } from '../../engine/main-output.ts';
import type { PlanNode } from '../../engine/plan.ts';
import type { NodeResult } from '../../nodes/define-node.ts';
import { passThrough } from '../../nodes/items.ts';
import { NodeError } from '../../nodes/node-error.ts';
import type { LogLine } from '../../shared/log-line.ts';
import type { NodeInput } from '../journal/data-store.ts';
import type { JournalEntry } from '../journal/journal.ts';
import { longestFirst } from '../outcome/mask-secrets.ts';
import { failureEntry, NODE_TIMED_OUT, type RunNode, resultEntry, type SettledRun } from '../outcome/node-outcome.ts';
import { givenEntry } from '../reuse/given-outputs.ts';
import type { ExecutionRun, RunnerServices } from '../run/execution-run.ts';
import { createNodeRun } from './node-run-context.ts';
import { watchEffects } from './watch-effects.ts';

export type Performance = {
  readonly run: ExecutionRun;
  readonly services: RunnerServices;
  readonly command: RunNode;
  /** Aborts when the execution is cancelled or no longer this runner's. */
  readonly signal: AbortSignal;
};

/** A loop node works on the items with which its pass began, whatever came back from its body since. */
function gatherInput(run: ExecutionRun, plan: PlanNode, { node, firstRun }: RunNode): NodeInput {
  const refs = run.data.refs(node, firstRun) ?? [];
  return plan.isLoop ? run.data.loopInput(plan, refs) : run.data.input(plan, refs);
}

function passedThrough(items: readonly Item[], handle: string): NodeResult {
  return { type: 'completed', outputs: { [handle]: passThrough(items) } };
}

async function withTimeout(work: Promise<NodeResult>, abort: AbortController, timeoutMs: number): Promise<NodeResult> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const message = `The node took longer than ${timeoutMs} ms.`;
      reject(new NodeError(NODE_TIMED_OUT, message, { retryable: true, kind: 'timeout' }));
      abort.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Performs a node and returns what the journal shall say of it: at once for a node that answers at once, so that a chain
 * of pure nodes costs no turn of the event loop.
 */
export function performNode(performance: Performance): JournalEntry | Promise<JournalEntry> {
  const { run, services, command } = performance;
  const plan = run.workflow.plan.nodes[command.node];
  if (plan === undefined) throw new RangeError(`No node ${command.node} in the plan.`);
  const input = gatherInput(run, plan, command);
  const logs: LogLine[] = [];
  const secrets = new Set<string>();
  const abort = new AbortController();
  const watch = isAtMostOnce(plan) ? watchEffects(services) : null;
  const settled = (): SettledRun => ({
    ...{ command, node: plan, items: input.items, logs },
    ...{ at: services.clock(), effect: watch?.effect(), secrets: longestFirst(secrets) },
    aborted: abort.signal.aborted,
  });
  const failed = (error: unknown): JournalEntry => failureEntry(settled(), error, services.random());
  const given = run.given(plan, command.run);
  if (given !== null) return givenEntry(settled(), given);
  if (plan.disabled) return resultEntry(settled(), passedThrough(input.items, mainOutput(plan)));
  const forward = (): void => abort.abort(performance.signal.reason);
  try {
    const compiled = run.workflow.node(command.node);
    const context = createNodeRun({
      ...{ run, command, compiled, input, logs, secrets },
      ...{ services: watch?.services ?? services, signal: abort.signal },
    });
    const result = compiled.definition.execute(context);
    if (!(result instanceof Promise)) return resultEntry(settled(), result);
    performance.signal.addEventListener('abort', forward);
    return withTimeout(result, abort, plan.timeoutMs)
      .then((value) => resultEntry(settled(), value), failed)
      .finally(() => performance.signal.removeEventListener('abort', forward));
  } catch (error) {
    return failed(error);
  }
}
