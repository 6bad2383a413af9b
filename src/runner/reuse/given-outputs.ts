import type { NodeFailure } from '../../engine/event.ts';
import type { Item, Outputs } from '../../engine/item.ts';
import { mainOutput } from '../../engine/main-output.ts';
import type { PlanNode } from '../../engine/plan.ts';
import type { JournalEntry } from '../journal/journal.ts';
import { countsOf, type SettledRun } from '../outcome/node-outcome.ts';

/** The outputs of a node run that is not performed, and where they come from. */
export type GivenRun =
  | { readonly source: 'pinned'; readonly handle: string; readonly items: readonly Item[] }
  /** `failure`: the earlier run failed, and its items went on with the error. */
  | { readonly source: 'reused'; readonly outputs: Outputs; readonly failure: NodeFailure | null };

/** The given outputs of a node's run (from 0); `null` if it has to be performed. Gives every runner of the execution the same. */
export type GivenOutputs = (node: PlanNode, run: number) => GivenRun | null;

export function nothingGiven(): null {
  return null;
}

/** Whether a node has pinned data that count. A disabled node passes its items through instead. */
export function isPinned({ node, disabled }: PlanNode): boolean {
  return node.pinned_data !== undefined && !disabled;
}

/** The pinned data of a node, which all of its runs get. */
export function pinnedRun(node: PlanNode): GivenRun | null {
  if (!isPinned(node)) return null;
  return { source: 'pinned', handle: mainOutput(node), items: node.node.pinned_data ?? [] };
}

/** Pinned items have no links. If there are as many as were received, each is linked with the one at its place. */
function linkedTo(received: readonly Item[], items: readonly Item[]): readonly Item[] {
  return items.length === received.length ? items.map((item, from) => ({ ...item, from })) : items;
}

function outputsOf(run: SettledRun, given: GivenRun): Outputs {
  return given.source === 'reused' ? given.outputs : { [given.handle]: linkedTo(run.items, given.items) };
}

/** The journal entry for a run whose outputs were given. */
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
