import type { NodeRecord } from '../../../src/executions/model/execution-record.ts';
import { createCatalog } from '../../../src/nodes/registry.ts';
import type { EarlierExecutions } from '../../../src/runner/reuse/reuse-runs.ts';
import { compileWorkflow } from '../../../src/runner/workflow/compiled-workflow.ts';
import { type Drawn, type Ended, EXECUTION } from './play.ts';

const STATUSES = ['completed', 'failed', 'unknown'] as const;

function runOf(record: NodeRecord) {
  const status = STATUSES.find((one) => one === record.status);
  if (status === undefined) return [];
  return [
    {
      node_id: record.nodeId,
      node_type: record.nodeType,
      run_index: record.runIndex,
      status,
      output_data: record.outputData,
      error_code: record.errorCode,
      error_message: record.errorMessage,
      settled: null,
    },
  ];
}

/** An ended execution as an `EarlierExecutions` reads it from history. */
export function earlierOf(ended: Ended, { version, graph }: { version: number; graph: Drawn }): EarlierExecutions {
  const identity = { workflowId: 'workflow', workspaceId: 'workspace', version, name: 'Test' };
  return {
    load: async ({ executionId, nodeIds }) =>
      executionId !== EXECUTION
        ? null
        : {
            workflow_id: 'workflow',
            workflow_version: version,
            status: ended.ending.status,
            trigger_node_id: null,
            trigger_data: {},
            input_data: {},
            runs: structuredClone(ended.nodes.filter(({ nodeId }) => nodeIds.includes(nodeId)).flatMap(runOf)),
          },
    workflow: async () => compileWorkflow(identity, { settings: {}, ...graph }, createCatalog()),
  };
}
