import type { Log } from '../shared/log.ts';
import type { ReportEnd } from './ended-run.ts';

/** Writes one line for each execution that has ended, or only for those that failed. Ids, codes and times, never data. */
export function createEndLog(log: Log, which: 'all' | 'failed'): ReportEnd {
  return ({ id, workspaceId, workflowId, workflowVersion, triggerType, createdAt, ending, nodes }) => {
    if (which === 'failed' && ending.status !== 'failed') return;
    log({
      level: 'info',
      message: `execution.${ending.status}`,
      execution: id,
      workflow: workflowId,
      version: workflowVersion,
      workspace: workspaceId,
      trigger: triggerType,
      queued_ms: Math.max(0, ending.startedAt - createdAt),
      duration_ms: ending.completedAt - ending.startedAt,
      node_runs: nodes.length,
      error_code: ending.errorCode,
      error_node: ending.errorNodeId,
    });
  };
}
