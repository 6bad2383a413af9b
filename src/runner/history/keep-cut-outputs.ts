import type { JsonValue } from '../../engine/json.ts';
import type { ExecutionFiles } from '../../executions/files/file-types.ts';
import { type Truncated, toStorableJson } from '../../executions/history/history-json.ts';
import { OUTPUT_TYPE } from '../../executions/history/kept-outputs.ts';
import type { NodeRecord } from '../../executions/model/execution-record.ts';
import { consoleLog } from '../../shared/log.ts';
import { LEAST_KEPT_APART, MAX_KEPT_APART } from '../limits.ts';
import type { ExecutionRun } from '../run/execution-run.ts';
import type { ExecutionHistory } from './execution-history.ts';

type Keeping = { readonly files: ExecutionFiles; readonly run: ExecutionRun };

function compressed(json: string): ReadableStream<Uint8Array> {
  return new Blob([json]).stream().pipeThrough(new CompressionStream('gzip'));
}

function countsOf(output: JsonValue): { readonly [handle: string]: number } {
  const lists = Object.entries(output ?? {}).map(([handle, items]) => [
    handle,
    Array.isArray(items) ? items.length : 0,
  ]);
  return Object.fromEntries(lists);
}

/** The marker with the place where the output now is. Where it cannot be put, the end of the execution does not fail for it. */
async function keepOutput({ files, run }: Keeping, record: NodeRecord, output: JsonValue): Promise<NodeRecord> {
  const json = toStorableJson(output);
  if (json.length < LEAST_KEPT_APART) return record;
  const { workspaceId } = run.workflow.identity;
  const maker = { workspaceId, executionId: run.id, nodeId: record.nodeId, kind: 'output', isKept: true } as const;
  const label = { mime_type: OUTPUT_TYPE, file_name: `${record.nodeId}.json.gz` };
  try {
    const { fileId } = await files.write(maker, label, compressed(json));
    const marker: Truncated = { truncated: true, bytes: json.length, file_id: fileId, counts: countsOf(output) };
    return { ...record, outputData: marker };
  } catch (error) {
    const message = 'An output that is too large for history could not be kept.';
    consoleLog({ level: 'warn', message, execution: run.id, error });
    return record;
  }
}

/** Node runs of which the outputs that history had no room for are in the bucket, where there is one. */
export async function keepCutOutputs(
  files: ExecutionFiles | null,
  run: ExecutionRun,
  { nodes, cut, kept }: ExecutionHistory,
): Promise<readonly NodeRecord[]> {
  if (files === null || cut.size === 0 || kept?.forget === 'row') return nodes;
  const all: NodeRecord[] = [...nodes];
  for (const [position, output] of [...cut].slice(0, MAX_KEPT_APART)) {
    const record = all[position];
    if (record !== undefined) all[position] = await keepOutput({ files, run }, record, output);
  }
  return all;
}
