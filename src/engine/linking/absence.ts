import type { Plan, PlanConnection } from '../plan.ts';
import { nodesUpTo } from '../plan-reach.ts';
import { elementAt } from '../structure/element.ts';
import type { WorkMeter } from '../work-meter.ts';

/** Why a node has not run when another one asks for what it brought. */
export type Absence =
  /** It asks for what it is about to bring itself. */
  | { readonly type: 'itself' }
  /** It comes after the one that asks. */
  | { readonly type: 'later' }
  /** Nothing leads from it to the one that asks. */
  | { readonly type: 'apart' }
  /** It is disabled and connected with nothing, as all nodes are that a partial run leaves out. */
  | { readonly type: 'left_out' }
  /** The execution began elsewhere. */
  | { readonly type: 'other_trigger' }
  /** A node before it ran, and no items came out of the output that leads to it. */
  | { readonly type: 'not_reached'; readonly connection: PlanConnection }
  /** It has been given items, and is not done with them. */
  | { readonly type: 'pending' };

/** Who asks for what, and what has happened so far. Nodes by their index. */
export type AbsenceQuestion = {
  readonly current: number;
  readonly target: number;
  executed(node: number): boolean;
  /** Whether items came out of this output of a node that ran. */
  brought(node: number, handle: string): boolean;
};

/** Finds out why the target has not run. Each node that is looked at costs a step. */
export function absenceOf(plan: Plan, question: AbsenceQuestion, work?: WorkMeter): Absence {
  const { current, target } = question;
  const node = elementAt(plan.nodes, target);
  work?.spend(plan.nodes.length);
  if (target === current) return { type: 'itself' };
  if (node.disabled && node.incoming.length + node.outgoing.length === 0) return { type: 'left_out' };
  if (node.kind === 'trigger') return { type: 'other_trigger' };
  if (nodesUpTo(plan, current).has(target)) return onTheWay(plan, question);
  return { type: nodesUpTo(plan, target).has(current) ? 'later' : 'apart' };
}

/** Goes back from the target to the first node that ran. */
function onTheWay(plan: Plan, question: AbsenceQuestion): Absence {
  const behind = new Set([question.target]);
  // The list grows while it is walked.
  for (const node of behind) {
    for (const connection of incomingOf(plan, node)) {
      const absence = reasonAt(connection, question);
      if (absence !== null) return absence;
      behind.add(connection.source);
    }
  }
  return { type: 'other_trigger' };
}

function reasonAt(connection: PlanConnection, { current, executed, brought }: AbsenceQuestion): Absence | null {
  const { source, sourceHandle } = connection;
  if (source === current) return { type: 'later' };
  if (!executed(source)) return null;
  return brought(source, sourceHandle) ? { type: 'pending' } : { type: 'not_reached', connection };
}

function incomingOf({ nodes, connections }: Plan, node: number): readonly PlanConnection[] {
  return elementAt(nodes, node).incoming.map((index) => elementAt(connections, index));
}
