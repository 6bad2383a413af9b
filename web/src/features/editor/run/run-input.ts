import type { WorkflowNode } from '../../../lib/graph/graph.ts';
import { isObjectValue, type ObjectValue } from '../../../lib/schema/schema.ts';

type DeclaredField = { readonly name: string; readonly type: string; readonly default: unknown };

/** The fields that a trigger declares as its input. */
function declaredFields({ config }: WorkflowNode): readonly DeclaredField[] {
  const { inputs } = config;
  if (!isObjectValue(inputs) || !Array.isArray(inputs.fields)) return [];
  return inputs.fields
    .filter(isObjectValue)
    .map(({ name, type = 'any', default: begin }) => ({ name: String(name), type: String(type), default: begin }));
}

const SAMPLES: { readonly [type: string]: unknown } = {
  string: '',
  number: 0,
  boolean: false,
  array: [],
  object: {},
  any: null,
};

/** What a call of a webhook or a form brings, for whoever tries it out by hand. */
const BY_TYPE: { readonly [type: string]: ObjectValue } = {
  'trigger.webhook': { method: 'POST', path: '', headers: {}, query: {}, body: { hello: 'world' } },
  'trigger.schedule': {},
};

/** An input to begin with: what the trigger declares, or what its kind brings. */
export function sampleInput(node: WorkflowNode): string {
  const fields = declaredFields(node);
  const declared = Object.fromEntries(
    fields.map(({ name, type, default: begin }) => [name, begin ?? SAMPLES[type] ?? null]),
  );
  return JSON.stringify(fields.length > 0 ? declared : (BY_TYPE[node.type] ?? {}), null, 2);
}

function keyOf(workflowId: string, nodeId: string): string {
  return `linkflow.input.${workflowId}.${nodeId}`;
}

/** The input that this trigger was last tried out with, in this browser. */
export function lastInput(workflowId: string, nodeId: string): string | null {
  return localStorage.getItem(keyOf(workflowId, nodeId));
}

const LONGEST_KEPT = 100_000;

export function noteInput(workflowId: string, nodeId: string, text: string): void {
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
  return (
    triggers.length !== 1 || only === undefined || only.type !== 'trigger.manual' || declaredFields(only).length > 0
  );
}
