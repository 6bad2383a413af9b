import { z } from 'zod';
import type { JsonValue } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';
import { jsonLength } from '../../shared/json/json-length.ts';
import { isRedacted } from '../history/redacted-json.ts';
import type { NodeExecution } from '../model/executions.schemas.ts';
import type { NodeRun, OutputSummary } from './node-runs.schemas.ts';

/** What `input_data` holds for one connection. */
export const inputReferencesSchema = z.array(
  z.object({
    node_id: z.string(),
    run_index: z.int(),
    handle: z.string(),
    target_handle: z.string(),
    count: z.int(),
  }),
);

const markerSchema = z.object({
  truncated: z.literal(true),
  bytes: z.int(),
  file_id: z.string().optional(),
  counts: z.record(z.string(), z.int()).optional(),
});

/** What history tells of an output: its marker, if one stands in its place, its counts and size. */
export type OutputFacts = {
  readonly withheld: JsonValue;
  readonly counts: Record<string, number> | null;
  readonly size: number | null;
};

/** Whether something stands in place of the output. */
export function isWithheld(output: JsonValue): boolean {
  return isRedacted(output) || markerSchema.safeParse(output).success;
}

function outputSummary({ withheld, counts, size }: OutputFacts): OutputSummary {
  if (isRedacted(withheld)) return { state: 'not_kept', counts: null, size: null, file_id: null };
  const marker = markerSchema.safeParse(withheld).data;
  if (marker === undefined) return { state: counts === null ? 'none' : 'kept', counts, size, file_id: null };
  const { file_id = null, bytes } = marker;
  const state = file_id === null ? 'too_large' : 'apart';
  return { state, counts: marker.counts ?? null, size: bytes, file_id };
}

function inputCounts(input: JsonValue): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { target_handle: handle, count } of inputReferencesSchema.safeParse(input).data ?? []) {
    counts[handle] = (counts[handle] ?? 0) + count;
  }
  return counts;
}

/** A row of history without its data. */
type Outline = Omit<NodeExecution, 'output_data' | 'logs'>;

/** A node run without its data, of its row and what is known of its output. */
export function nodeRunOf(row: Outline, facts: OutputFacts & { readonly logLines: number }): NodeRun {
  const { input_data: input, ...outline } = row;
  return { ...outline, inputs: inputCounts(input), output: outputSummary(facts), log_lines: facts.logLines };
}

function countsOf(output: JsonValue): Record<string, number> | null {
  if (!isObject(output)) return null;
  return Object.fromEntries(
    Object.entries(output).flatMap(([handle, items]) => (Array.isArray(items) ? [[handle, items.length]] : [])),
  );
}

/** The same of one whose data are at hand. */
export function summariseRun({ output_data: output, logs, ...row }: NodeExecution): NodeRun {
  const withheld = isWithheld(output) ? output : null;
  const counts = withheld === null ? countsOf(output) : null;
  const size = output === null ? null : jsonLength(output);
  return nodeRunOf(row, { withheld, counts, size, logLines: logs?.length ?? 0 });
}
