import { z } from 'zod';
import type { InputRef } from '../../engine/command.ts';
import type { BinaryData, Outputs } from '../../engine/item.ts';
import type { JsonObject } from '../../engine/json.ts';
import { createLinkFinder } from '../../engine/links.ts';
import type { Plan } from '../../engine/plan.ts';
import { isCut } from '../../executions/history/history-json.ts';
import { isRedacted } from '../../executions/history/redacted-json.ts';
import type { Execution, NodeExecution } from '../../executions/model/executions.schemas.ts';
import { createDataStore } from '../journal/data-store.ts';
import type { ReadableRun } from '../node/readable-run.ts';
import { NO_VARIABLES } from '../run/execution-run.ts';
import type { CompiledWorkflow } from '../workflow/compiled-workflow.ts';

const referenceSchema = z.object({
  node_id: z.string(),
  run_index: z.int(),
  handle: z.string(),
  target_handle: z.string(),
  count: z.int(),
});

const itemSchema = z.object({
  json: z.custom<JsonObject>((value) => typeof value === 'object' && value !== null),
  binary: z.custom<{ readonly [name: string]: BinaryData }>().exactOptional(),
  from: z.union([z.int(), z.array(z.int())]).exactOptional(),
});

const outputsSchema: z.ZodType<Outputs> = z.record(z.string(), z.array(itemSchema));

/** An execution read from history. */
export type PastRun = ReadableRun & {
  /** Why history has not the input of this node run: no room, or it was not to be kept; `null`: it has it. */
  whyMissing(node: number, run: number): 'cut' | 'redacted' | null;
};

function toRef(plan: Plan, target: number, reference: z.infer<typeof referenceSchema>): InputRef[] {
  const source = plan.byId.get(reference.node_id);
  const found = plan.connections.find(
    (one) =>
      one.source === source &&
      one.target === target &&
      one.sourceHandle === reference.handle &&
      one.targetHandle === reference.target_handle,
  );
  return found === undefined
    ? []
    : [{ connection: found.index, sourceRun: reference.run_index, count: reference.count }];
}

function refsOf(plan: Plan, target: number, row: NodeExecution): readonly InputRef[] {
  const references = z.array(referenceSchema).safeParse(row.input_data).data ?? [];
  return references.flatMap((reference) => toRef(plan, target, reference));
}

function failedNodes({ byId }: Plan, rows: readonly NodeExecution[]): ReadonlySet<number | undefined> {
  return new Set(rows.filter(({ status }) => status === 'failed').map(({ node_id }) => byId.get(node_id)));
}

/** What is read of an execution beside its rows. */
export type PastExecution = Pick<Execution, 'id' | 'trigger_type' | 'input_data'>;

/** Rebuilds from the rows of an execution what its runner had in memory. */
export function readPastRun(
  workflow: CompiledWorkflow,
  execution: PastExecution,
  rows: readonly NodeExecution[],
): PastRun {
  const { plan } = workflow;
  const data = createDataStore(plan);
  const missing = new Map<string, 'cut' | 'redacted'>();
  const failed = failedNodes(plan, rows);
  for (const row of rows) {
    const node = plan.byId.get(row.node_id);
    if (node === undefined) continue;
    data.begin(node, row.run_index, refsOf(plan, node, row));
    if (isCut(row.output_data)) missing.set(`${node}:${row.run_index}`, 'cut');
    if (isRedacted(row.output_data)) missing.set(`${node}:${row.run_index}`, 'redacted');
    const outputs = outputsSchema.safeParse(row.output_data);
    if (outputs.success) data.put(node, row.run_index, outputs.data);
  }
  return {
    id: execution.id,
    workflow,
    data,
    findLink: createLinkFinder(plan, { inputs: data.refs, outputs: data.outputs }),
    triggerType: execution.trigger_type,
    trigger: { type: execution.trigger_type, data: {}, input: execution.input_data },
    variables: NO_VARIABLES,
    hasFailed: (node) => failed.has(node) && data.latest(node) === undefined,
    whyMissing(node, run) {
      const sources = (data.refs(node, run) ?? []).map(
        (ref) => missing.get(`${plan.connections[ref.connection]?.source}:${ref.sourceRun}`) ?? null,
      );
      return sources.find((why) => why !== null) ?? null;
    },
  };
}
