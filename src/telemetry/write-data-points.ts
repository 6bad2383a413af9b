import type { ReportEnd } from './ended-run.ts';

/** Where points go: a dataset of Cloudflare's Analytics Engine. */
export type Dataset = Pick<AnalyticsEngineDataset, 'writeDataPoint'>;

/**
 * One point for each end. Sampled by workspace; blobs: status, workflow, trigger, error code; doubles: time in the queue and
 * duration in milliseconds, node runs.
 */
export function createDataPoints(dataset: Dataset): ReportEnd {
  return ({ workspaceId, workflowId, triggerType, createdAt, ending, nodes }) =>
    dataset.writeDataPoint({
      indexes: [workspaceId],
      blobs: [ending.status, workflowId, triggerType, ending.errorCode ?? ''],
      doubles: [Math.max(0, ending.startedAt - createdAt), ending.completedAt - ending.startedAt, nodes.length],
    });
}
