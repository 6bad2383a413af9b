import type { NodeFailure } from '../../engine/event.ts';
import type { Item, Outputs } from '../../engine/item.ts';
import { mainOutput } from '../../engine/main-output.ts';
import type { PlanNode } from '../../engine/plan.ts';
import type { JournalEntry } from '../journal/journal.ts';
import { countsOf, type SettledRun } from '../outcome/node-outcome.ts';

/** What a node run brings forth without being performed, and from where. */
export type GivenRun =
  | { readonly source: 'pinned'; readonly handle: string; readonly items: readonly Item[] }
  /** `failure`: the earlier run failed, and its items went on in spite of it. */
  | { readonly source: 'reused'; readonly outputs: Outputs; readonly failure: NodeFailure | null };

/** What is given for a run (counted from 0) of a node; `null`: it has to be performed. The same for every runner. */
export type GivenOutputs = (node: PlanNode, run: number) => GivenRun | null;

export function nothingGiven(): null {
  return null;
}

/** Whether data are pinned to a node that takes part as drawn. A disabled one passes on what it receives all the same. */
export function isPinned({ node, disabled }: PlanNode): boolean {
  return node.pinned_data !== undefined && !disabled;
}

/** What is pinned to a node: the same in each of its runs. */
export function pinnedRun(node: PlanNode): GivenRun | null {
  if (!isPinned(node)) return null;
  return { source: 'pinned', handle: mainOutput(node), items: node.node.pinned_data ?? [] };
}

/** Pinned items say nothing of where they are from: where there are as many as came in, each is taken for one of those. */
function linkedTo(received: readonly Item[], items: readonly Item[]): readonly Item[] {
  return items.length === received.length ? items.map((item, from) => ({ ...item, from })) : items;
}

function outputsOf(run: SettledRun, given: GivenRun): Outputs {
  return given.source === 'reused' ? given.outputs : { [given.handle]: linkedTo(run.items, given.items) };
}

/** The entry for a run whose outputs were given. */
export function givenEntry(run: SettledRun, given: GivenRun): JournalEntry {
  const { at, command } = run;
  const outputs = outputsOf(run, given);
  const place = { node: command.node, run: command.run };
  const counts = countsOf(outputs);
  const data = { outputs, given: given.source };
  if (given.source === 'pinned' || given.failure === null) {
    return { at, event: { type: 'node_completed', ...place, counts }, data };
  }
  const { failure } = given;
  const event = { type: 'node_failed', ...place, attempt: command.attempt, failure, draw: 0, counts } as const;
  return { at, event, data };
}
