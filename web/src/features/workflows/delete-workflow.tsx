import type { ReactElement } from 'react';
import type { WorkflowSummary } from '../../lib/api/schema.gen.ts';
import { Button } from '../../ui/button/button.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';

type DeleteProps = { readonly workflow: WorkflowSummary; readonly onClose: () => void; readonly onConfirm: () => void };

/** Asks before a workflow goes with all that belongs to it. */
export function DeleteWorkflow({ workflow, onClose, onConfirm }: DeleteProps): ReactElement {
  return (
    <Dialog
      title="Delete this workflow?"
      width="narrow"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button look="danger" onClick={onConfirm}>
            Delete for good
          </Button>
        </>
      }
    >
      <p>
        <strong>
          <bdi>{workflow.name}</bdi>
        </strong>{' '}
        goes with its versions, webhooks, schedules and {workflow.execution_count.toLocaleString('en')} executions. This
        can’t be undone; to put it away for now, archive it.
      </p>
    </Dialog>
  );
}
