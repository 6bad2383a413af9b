import type { ExecutionEnding, NodeRecord } from '../../../src/executions/model/execution-record.ts';
import { newId } from '../../../src/shared/ids.ts';

/** How an execution of one node ended, where a test does not say otherwise. */
export function executionEnding(changes: Partial<ExecutionEnding> = {}): ExecutionEnding {
  const now = Date.now();
  return {
    status: 'completed',
    startedAt: now,
    completedAt: now,
    outputData: null,
    errorCode: null,
    errorMessage: null,
    errorNodeId: null,
    nodesTotal: 1,
    nodesCompleted: 1,
    response: null,
    metadata: null,
    ...changes,
  };
}

/** A run of the node `start` that completed, where a test does not say otherwise. */
export function nodeRecord(changes: Partial<NodeRecord> = {}): NodeRecord {
  const now = Date.now();
  return {
    id: newId(now),
    nodeId: 'start',
    nodeType: 'trigger.manual',
    nodeName: 'start',
    status: 'completed',
    runIndex: 0,
    position: 0,
    inputData: [],
    outputData: { main: [] },
    logs: null,
    errorCode: null,
    errorMessage: null,
    startedAt: now,
    completedAt: now,
    durationMs: 0,
    source: 'performed',
    retryCount: 0,
    ...changes,
  };
}
