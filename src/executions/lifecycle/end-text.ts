import type { Item } from '../../engine/item.ts';
import { toStorableJson } from '../history/history-json.ts';
import { endingRow, nodeRow } from '../model/execution-columns.ts';
import type { ExecutionEnding, KeptInput, NodeRecord } from '../model/execution-record.ts';

/** What an execution returns to its caller. `items`: `null` if their JSON is too long to be handed on. */
export type CallResult = { readonly items: readonly Item[] | null; readonly length: number };

/** An execution that its runner has brought to its end. */
export type FinishedExecution = {
  readonly id: string;
  readonly createdAt: number;
  readonly epoch: number;
  readonly ending: ExecutionEnding;
  readonly nodes: readonly NodeRecord[];
  /** Whether its object was ever written to, so that its journal has to be purged. */
  readonly promoted: boolean;
  /** Only where not everything is kept. */
  readonly kept?: KeptInput;
  /** Only for an execution whose caller waits for it. */
  readonly callResult?: CallResult;
};

/** The end of an execution as a statement takes it, so that its JSON is written once, and can be measured. */
export type EndText = Pick<FinishedExecution, 'id' | 'createdAt' | 'epoch'> & {
  readonly completedAt: number;
  readonly row: string;
  /** Whether not everything of it is kept. */
  readonly forgets: boolean;
  /** Its node runs as JSON objects with commas between them; empty for none. */
  readonly nodes: string;
  /** What its caller gets, as a JSON object; empty for nothing. */
  readonly result: string;
};

/** The columns that say what is kept of an execution, and what is forgotten soon. */
export function keptColumns({ triggerData, inputData, forget }: KeptInput): Record<string, unknown> {
  return { trigger_data: triggerData, input_data: inputData, forget };
}

/** The node runs as JSON objects with commas between them; none of an execution of which nothing is kept. */
export function nodeTexts({
  id,
  createdAt,
  nodes,
  kept,
}: Pick<FinishedExecution, 'id' | 'createdAt' | 'nodes' | 'kept'>): string {
  if (kept?.forget === 'row') return '';
  return nodes.map((node) => toStorableJson(nodeRow(id, createdAt, node))).join(',');
}

export function endText(finished: FinishedExecution): EndText {
  const { id, createdAt, epoch, ending, promoted, kept, callResult } = finished;
  const ended = { ...endingRow(ending), id, created_at: new Date(createdAt).toISOString(), epoch, promoted };
  return {
    id,
    createdAt,
    epoch,
    completedAt: ending.completedAt,
    row: toStorableJson(kept === undefined ? ended : { ...ended, ...keptColumns(kept) }),
    forgets: kept !== undefined,
    nodes: nodeTexts(finished),
    result: callResult === undefined ? '' : toStorableJson({ id, ...callResult }),
  };
}
