import type { ExecutionFilter } from '../../src/executions/search/filter.schemas.ts';

const DAY = 86_400_000;

/** Searches of people in a long history: what each asks for, and how many days ago its page starts if it is not the first. */
export type NamedSearch = { readonly name: string; readonly filter: ExecutionFilter; readonly daysAgo?: number };

function ago(days: number, now: number): string {
  return new Date(now - days * DAY).toISOString();
}

export function searchesOf(workflowId: string, now: number): readonly NamedSearch[] {
  const month = { created_from: ago(120, now), created_before: ago(90, now) };
  return [
    { name: 'all', filter: {} },
    { name: 'all, a page in the middle', filter: {}, daysAgo: 170 },
    { name: 'workflow', filter: { workflow_id: workflowId } },
    { name: 'waiting', filter: { status: ['waiting'] } },
    { name: 'failed', filter: { status: ['failed'] } },
    {
      name: 'failed or cancelled, of a workflow',
      filter: { status: ['failed', 'cancelled'], workflow_id: workflowId },
    },
    { name: 'failed or running or completed', filter: { status: ['failed', 'running', 'completed'] } },
    { name: 'a trigger', filter: { trigger_type: ['schedule'] } },
    { name: 'a trigger that none has', filter: { trigger_type: ['form'] } },
    { name: 'a month', filter: month },
    { name: 'a month, a trigger that none has', filter: { ...month, trigger_type: ['form'] } },
    { name: 'slower than any', filter: { min_duration_ms: 3_600_000 } },
    { name: 'error text', filter: { error_text: 'API3.example' } },
    { name: 'error text that none has', filter: { error_text: 'nowhere' } },
    { name: 'error text that none has, of a workflow', filter: { error_text: 'nowhere', workflow_id: workflowId } },
    { name: 'node that failed', filter: { error_node_id: 'node3' } },
    { name: 'version that is not, of a workflow', filter: { workflow_version: 999, workflow_id: workflowId } },
    { name: 'tag', filter: { tag: 'shop' } },
    { name: 'tag that none has', filter: { tag: 'nothing' } },
    { name: 'key', filter: { metadata_key: 'order' } },
    { name: 'key and value', filter: { metadata_key: 'shop', metadata_value: '26' } },
    { name: 'key, failed', filter: { metadata_key: 'shop', status: ['failed'] } },
    {
      name: 'all together',
      filter: { ...month, status: ['failed'], error_node_id: 'node3', error_text: 'api', tag: 'shop' },
    },
  ];
}
