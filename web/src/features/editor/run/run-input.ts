import type { WorkflowNode } from '../../../lib/graph/graph.ts';
import { declaresInput } from '../../../lib/runs/input-schema.ts';
import { isObjectValue, type ObjectValue } from '../../../lib/schema/schema.ts';

function keyOf(workflowId: string, nodeId: string): string {
  return `linkflow.input.${workflowId}.${nodeId}`;
}

/** The input that this trigger was last tried out with, in this browser. */
export function lastInput(workflowId: string, nodeId: string): ObjectValue | null {
  const text = localStorage.getItem(keyOf(workflowId, nodeId));
  const value: unknown = text === null ? null : JSON.parse(text);
  return isObjectValue(value) ? value : null;
}

const LONGEST_KEPT = 100_000;

export function noteInput(workflowId: string, nodeId: string, input: unknown): void {
  const text = JSON.stringify(input);
  if (text.length <= LONGEST_KEPT) localStorage.setItem(keyOf(workflowId, nodeId), text);
}

/** The triggers at which a person may start, those that are made for it first. */
export function triggersOf(nodes: readonly WorkflowNode[]): readonly WorkflowNode[] {
  const triggers = nodes.filter(({ type, disabled }) => type.startsWith('trigger.') && !disabled);
  return triggers.toSorted(
    (one, other) => Number(other.type === 'trigger.manual') - Number(one.type === 'trigger.manual'),
  );
}

/** Whether a run needs to be asked for anything first. */
export function needsAsking(nodes: readonly WorkflowNode[]): boolean {
  const triggers = triggersOf(nodes);
  const [only] = triggers;
  return triggers.length !== 1 || only === undefined || only.type !== 'trigger.manual' || declaresInput(only);
}
