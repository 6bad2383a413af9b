import type { JsonValue } from '../../engine/json.ts';
import type { Plan, PlanNode } from '../../engine/plan.ts';
import { nodesFrom } from '../../engine/plan-reach.ts';
import { elementAt } from '../../engine/structure/element.ts';
import { diffJson } from '../../workflows/graph/diff-json.ts';

/** Two versions of a workflow; `pinned`: whether the data pinned to nodes count. */
export type Versions = { readonly before: Plan; readonly after: Plan; readonly pinned: boolean };

function incomingOf({ nodes, connections }: Plan, { incoming }: PlanNode): JsonValue {
  return incoming.map((index) => {
    const { source, sourceHandle, targetHandle } = elementAt(connections, index);
    return [elementAt(nodes, source).node.id, sourceHandle, targetHandle];
  });
}

/** All that decides what a node puts out: its settings, and where its input comes from. */
function meaningOf(plan: Plan, at: PlanNode, pinned: boolean): JsonValue {
  const { type, config, credentials, settings, disabled, pinned_data } = at.node;
  return {
    type,
    config,
    credentials: credentials ?? null,
    settings: { ...settings },
    disabled: disabled ?? false,
    incoming: incomingOf(plan, at),
    pinned: pinned ? { data: pinned_data ?? null } : null,
  };
}

function isChanged({ before, after, pinned }: Versions, node: PlanNode): boolean {
  const index = before.byId.get(node.node.id);
  if (index === undefined) return true;
  const was = meaningOf(before, elementAt(before.nodes, index), pinned);
  return diffJson(was, meaningOf(after, node, pinned)).length > 0;
}

/** The nodes of the later version that are unchanged and that no changed node leads to. Indices. */
export function unchangedNodes(versions: Versions): ReadonlySet<number> {
  const { nodes } = versions.after;
  const changed = nodes.filter((node) => isChanged(versions, node)).map(({ index }) => index);
  const touched = new Set(changed.flatMap((index) => [...nodesFrom(versions.after, index)]));
  return new Set([...nodes.keys()].filter((index) => !touched.has(index)));
}
