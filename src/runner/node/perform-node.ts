import { isAtMostOnce } from '../../engine/at-most-once.ts';
import type { Item } from '../../engine/item.ts';
import { mainOutput } from '../../engine/main-output.ts';
import type { PlanNode } from '../../engine/plan.ts';
import type { NodeResult } from '../../nodes/define-node.ts';
import { passThrough } from '../../nodes/items.ts';
import { NodeError } from '../../nodes/node-error.ts';
import { createLazyAbort, type LazyAbort, type LazySignal } from '../../shared/lazy-abort.ts';
import type { LogLine } from '../../shared/log-line.ts';
import type { NodeInput } from '../journal/data-store.ts';
import type { JournalEntry } from '../journal/journal.ts';
import { longestFirst } from '../outcome/mask-secrets.ts';
import {
  failureEntry,
  isItemSetAside,
  NODE_TIMED_OUT,
  type RunNode,
  resultEntry,
  type SettledRun,
} from '../outcome/node-outcome.ts';
import { givenEntry } from '../reuse/given-outputs.ts';
import type { ExecutionRun, RunnerServices } from '../run/execution-run.ts';
import { createNodeRun } from './node-run-context.ts';
import { type EffectWatch, watchEffects } from './watch-effects.ts';

export type Performance = {
  readonly run: ExecutionRun;
  readonly services: RunnerServices;
  readonly command: RunNode;
  /** Aborts when the execution ends, is cancelled or is lost to another runner. */
  readonly end: LazySignal;
};

/** A loop node gets the items with which its pass began, not those that came back from its body. */
function gatherInput(run: ExecutionRun, plan: PlanNode, { node, firstRun }: RunNode): NodeInput {
  const refs = run.data.refs(node, firstRun) ?? [];
  return plan.isLoop ? run.data.loopInput(plan, refs) : run.data.input(plan, refs);
}

function passedThrough(items: readonly Item[], handle: string): NodeResult {
  return { type: 'completed', outputs: { [handle]: passThrough(items) } };
}

async function withTimeout(work: Promise<NodeResult>, abort: LazyAbort, timeoutMs: number): Promise<NodeResult> {
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

/** One attempt to run a node, while it is under way. */
type Attempt = {
  readonly performance: Performance;
  readonly node: PlanNode;
  readonly input: NodeInput;
  readonly logs: LogLine[];
  readonly secrets: Set<string>;
  /** Why items failed that go out by themselves. */
  readonly itemErrors: Map<number, NodeError>;
  /** Aborts when the node has to give up. */
  readonly abort: LazyAbort;
  /** Follows the requests of a node whose effect must not happen twice; `null` for any other node. */
  readonly watch: EffectWatch | null;
};

function beginAttempt(performance: Performance): Attempt {
  const { run, services, command } = performance;
  const node = run.workflow.plan.nodes[command.node];
  if (node === undefined) throw new RangeError(`No node ${command.node} in the plan.`);
  return {
    performance,
    node,
    input: gatherInput(run, node, command),
    logs: [],
    secrets: run.secrets,
    itemErrors: new Map(),
    abort: createLazyAbort(),
    watch: isAtMostOnce(node) ? watchEffects(services) : null,
  };
}

function settle({ performance, node, input, logs, secrets, itemErrors, abort, watch }: Attempt): SettledRun {
  return {
    command: performance.command,
    node,
    items: input.items,
    logs,
    at: performance.services.clock(),
    effect: watch?.effect(),
    secrets: longestFirst(secrets),
    itemErrors,
    aborted: abort.isAborted(),
  };
}

function failedEntry(attempt: Attempt, error: unknown): JournalEntry {
  return failureEntry(settle(attempt), error, attempt.performance.services.random());
}

function setAside({ node, performance, itemErrors }: Attempt, item: number, error: NodeError): boolean {
  if (!isItemSetAside(node, error, performance.command.attempt)) return false;
  itemErrors.set(item, error);
  return true;
}

function execute(attempt: Attempt): NodeResult | Promise<NodeResult> {
  const { performance, input, logs, secrets, abort, watch } = attempt;
  const { run, services, command } = performance;
  const compiled = run.workflow.node(command.node);
  const context = createNodeRun({
    run,
    services: watch?.services ?? services,
    command,
    compiled,
    input,
    stop: abort,
    failItem: (item, error) => setAside(attempt, item, error),
    logs,
    secrets,
  });
  return compiled.definition.execute(context);
}

/** Waits for the result, no longer than the timeout of the node or until the performance is aborted. */
function awaitResult(attempt: Attempt, work: Promise<NodeResult>): Promise<JournalEntry> {
  const { signal } = attempt.performance.end;
  const forward = (): void => attempt.abort.abort(signal.reason);
  signal.addEventListener('abort', forward);
  return withTimeout(work, attempt.abort, attempt.node.timeoutMs)
    .then(
      (result) => resultEntry(settle(attempt), result),
      (error: unknown) => failedEntry(attempt, error),
    )
    .finally(() => signal.removeEventListener('abort', forward));
}

/**
 * Performs a node and returns the journal entry for it. A node that returns its result at once is recorded at once, so that a
 * chain of pure nodes costs no turn of the event loop.
 */
export function performNode(performance: Performance): JournalEntry | Promise<JournalEntry> {
  const { run, command } = performance;
  const attempt = beginAttempt(performance);
  const { node, input } = attempt;
  const given = run.given(node, command.run);
  if (given !== null) return givenEntry(settle(attempt), given);
  if (node.disabled) return resultEntry(settle(attempt), passedThrough(input.items, mainOutput(node)));
  try {
    const result = execute(attempt);
    return result instanceof Promise ? awaitResult(attempt, result) : resultEntry(settle(attempt), result);
  } catch (error) {
    return failedEntry(attempt, error);
  }
}
