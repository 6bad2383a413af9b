import { advance } from '../../../src/engine/advance.ts';
import type { ExecutionCommand } from '../../../src/engine/command.ts';
import type { ExecutionEvent, NodeFailure } from '../../../src/engine/event.ts';
import type { OutputCounts } from '../../../src/engine/item.ts';
import { nodeRuns } from '../../../src/engine/node-runs.ts';
import type { Plan } from '../../../src/engine/plan.ts';
import { type ExecutionState, initialState, type NodeRunView } from '../../../src/engine/state.ts';

export type RunNode = Extract<ExecutionCommand, { type: 'run_node' }>;

export const FAILURE: NodeFailure = { code: 'test.failed', message: 'It failed.', retryable: false };
export const PASSING: NodeFailure = { code: 'test.passing', message: 'It may pass.', retryable: true };

/** An execution that gets its events by hand. Nodes are called by name; the time is 0 unless given. */
export type Play = {
  readonly plan: Plan;
  state(): ExecutionState;
  events(): readonly { event: ExecutionEvent; at: number }[];
  send(event: ExecutionEvent, at?: number): readonly ExecutionCommand[];
  index(name: string): number;
  /** The latest run of a node. */
  run(name: string): NodeRunView | undefined;
  start(trigger?: string): readonly ExecutionCommand[];
  complete(name: string, counts?: OutputCounts, at?: number): readonly ExecutionCommand[];
  fail(name: string, failure?: NodeFailure, more?: FailMore): readonly ExecutionCommand[];
  wait(name: string, until: number | null, at?: number): readonly ExecutionCommand[];
  /** Each run as `name status`, in order; with its run where it isn't the first. */
  story(): readonly string[];
};

type FailMore = { readonly at?: number; readonly counts?: OutputCounts; readonly draw?: number };

export function play(plan: Plan, startedAt = 0): Play {
  let state = initialState(plan, startedAt);
  const events: { event: ExecutionEvent; at: number }[] = [];

  function index(name: string): number {
    const found = plan.byId.get(name);
    if (found === undefined) throw new Error(`No node ${name}`);
    return found;
  }

  function send(event: ExecutionEvent, at = startedAt): readonly ExecutionCommand[] {
    const step = advance(plan, state, event, at);
    state = step.state;
    events.push({ event, at });
    return step.commands;
  }

  function run(name: string): NodeRunView | undefined {
    return nodeRuns(state).findLast((view) => view.node === index(name));
  }

  function place(name: string): { node: number; run: number } {
    return { node: index(name), run: run(name)?.run ?? 0 };
  }

  return {
    plan,
    state: () => state,
    events: () => events,
    send,
    index,
    run,
    start: (trigger = 'trigger') => send({ type: 'started', trigger: index(trigger) }),
    complete: (name, counts = { main: 1 }, at = startedAt) =>
      send({ type: 'node_completed', ...place(name), counts }, at),
    fail(name, failure = FAILURE, { at = startedAt, counts = {}, draw = 0 } = {}) {
      const attempt = run(name)?.attempt ?? 1;
      return send({ type: 'node_failed', ...place(name), attempt, failure, draw, counts }, at);
    },
    wait: (name, until, at = startedAt) => send({ type: 'node_waiting', ...place(name), until }, at),
    story: () => nodeRuns(state).map((view) => told(plan, view)),
  };
}

function told(plan: Plan, { node, run, status }: NodeRunView): string {
  const name = plan.nodes[node]?.node.name ?? '?';
  return run === 0 ? `${name} ${status}` : `${name}#${run} ${status}`;
}

/** Commands in words: `run a`, `run a#1 (attempt 2)`, `wait until 5`, `finish completed`. */
export function words(plan: Plan, commands: readonly ExecutionCommand[]): readonly string[] {
  return commands.map((command) => {
    if (command.type === 'finish') return `finish ${command.outcome.status}`;
    if (command.type === 'wait') return `wait until ${command.until}`;
    const name = plan.nodes[command.node]?.node.name ?? '?';
    const run = command.run === 0 ? '' : `#${command.run}`;
    const attempt = command.attempt === 1 ? '' : ` (attempt ${command.attempt})`;
    return `run ${name}${run}${attempt}${command.resumed ? ' (resumed)' : ''}`;
  });
}
