import { useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../../lib/api/problem.ts';
import type { WorkflowSummary } from '../../lib/api/schema.gen.ts';
import { toast } from '../../ui/toast/toasts.ts';
import { changeWorkflow, deleteWorkflow, downloadWorkflow, duplicateWorkflow } from './change-workflows.ts';

export type WorkflowAction = 'publish' | 'deactivate' | 'archive' | 'unarchive' | 'duplicate' | 'delete' | 'export';

const DONE: { readonly [Action in WorkflowAction]: string } = {
  publish: 'Published: its triggers are on.',
  deactivate: 'Its triggers are off.',
  archive: 'Archived.',
  unarchive: 'Taken back as a draft.',
  duplicate: 'Duplicated.',
  delete: 'Deleted.',
  export: 'Exported.',
};

function perform(path: string, workflow: WorkflowSummary, action: WorkflowAction): Promise<unknown> {
  switch (action) {
    case 'duplicate':
      return duplicateWorkflow(path, workflow.id);
    case 'delete':
      return deleteWorkflow(path, workflow);
    case 'export':
      return downloadWorkflow(path, workflow);
    default:
      return changeWorkflow(path, workflow, action);
  }
}

/** Tells what went wrong, with the id to quote. */
export function toastProblem(error: unknown): void {
  const detail = error instanceof ApiProblem && error.requestId ? `Request ${error.requestId}` : null;
  toast(error instanceof Error ? error.message : 'Something went wrong.', { tone: 'bad', detail });
}

/** Does something to a workflow of the list, and says how it went. */
export function useWorkflowActions(path: string): (workflow: WorkflowSummary, action: WorkflowAction) => Promise<void> {
  const queries = useQueryClient();
  return async (workflow, action) => {
    try {
      await perform(path, workflow, action);
      toast(DONE[action]);
    } catch (error) {
      toastProblem(error);
    } finally {
      await queries.invalidateQueries({ queryKey: ['workflows'] });
    }
  };
}
