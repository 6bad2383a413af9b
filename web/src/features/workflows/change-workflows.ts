import { request, respond } from '../../lib/api/request.ts';
import type { Workflow, WorkflowFile, WorkflowSummary } from '../../lib/api/schema.gen.ts';

export function createWorkflow(path: string, name: string): Promise<Workflow> {
  return request(`${path}/workflows`, { method: 'POST', body: { name } });
}

export function duplicateWorkflow(path: string, id: string): Promise<Workflow> {
  return request(`${path}/workflows/${id}/duplicate`, { method: 'POST', body: {} });
}

type Change = 'publish' | 'deactivate' | 'archive' | 'unarchive';

export function changeWorkflow(path: string, { id, revision }: WorkflowSummary, change: Change): Promise<Workflow> {
  const headers = { 'if-match': `"r${revision}"` };
  return request(`${path}/workflows/${id}/${change}`, {
    method: 'POST',
    headers,
    ...(change === 'publish' && { body: {} }),
  });
}

export function deleteWorkflow(path: string, { id, revision }: WorkflowSummary): Promise<void> {
  return request(`${path}/workflows/${id}`, { method: 'DELETE', headers: { 'if-match': `"r${revision}"` } });
}

/** Hands the workflow to the person as a file. */
export async function downloadWorkflow(
  path: string,
  { id, name }: Pick<WorkflowSummary, 'id' | 'name'>,
): Promise<void> {
  const file: WorkflowFile = await (await respond(`${path}/workflows/${id}/export`)).json();
  const url = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name.replaceAll(/[^\p{L}\p{N} _-]/gu, '').trim() || 'workflow'}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
