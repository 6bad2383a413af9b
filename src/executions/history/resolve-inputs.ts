import { z } from 'zod';
import type { JsonValue } from '../../engine/json.ts';
import type { NodeExecution } from '../model/executions.schemas.ts';
import { isCut } from './history-json.ts';
import type { NodeRunKey } from './node-executions.repository.ts';
import { isRedacted } from './redacted-json.ts';

/** What `node_executions.input_data` holds for one connection: the run and the handle that its items came from. */
const referenceSchema = z.object({
  node_id: z.string(),
  run_index: z.number(),
  handle: z.string(),
  target_handle: z.string(),
});

type Reference = z.infer<typeof referenceSchema>;

function referencesOf(node: NodeExecution): readonly Reference[] {
  return z.array(referenceSchema).safeParse(node.input_data).data ?? [];
}

function keyOf({ node_id, run_index }: NodeRunKey): string {
  return `${run_index}:${node_id}`;
}

function itemsOf(output: JsonValue, handle: string): readonly JsonValue[] {
  const items = z.object({ [handle]: z.array(z.custom<JsonValue>()) }).safeParse(output);
  return items.success ? (items.data[handle] ?? []) : [];
}

/** The runs whose outputs are the inputs of these nodes, without those that are among them. */
export function missingSources(nodes: readonly NodeExecution[]): readonly NodeRunKey[] {
  const present = new Set(nodes.map(keyOf));
  const wanted = nodes.flatMap(referencesOf).filter((reference) => !present.has(keyOf(reference)));
  return [...new Map(wanted.map((reference) => [keyOf(reference), reference])).values()];
}

function inputOf(node: NodeExecution, outputs: ReadonlyMap<string, JsonValue>): JsonValue {
  const input: { [handle: string]: readonly JsonValue[] } = {};
  for (const reference of referencesOf(node)) {
    const output = outputs.get(keyOf(reference)) ?? null;
    if (isCut(output) || isRedacted(output)) return output;
    const handle = reference.target_handle;
    input[handle] = [...(input[handle] ?? []), ...itemsOf(output, reference.handle)];
  }
  return input;
}

/** Replaces the references in `input_data` by the items themselves, or by the marker of an output that was cut. */
export function resolveInputs(
  nodes: readonly NodeExecution[],
  sources: readonly NodeExecution[],
): readonly NodeExecution[] {
  const outputs = new Map([...nodes, ...sources].map((node) => [keyOf(node), node.output_data]));
  return nodes.map((node) => ({ ...node, input_data: inputOf(node, outputs) }));
}
