import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { request } from '../../lib/api/request.ts';
import type { AcceptedExecution, Execution } from '../../lib/api/schema.gen.ts';
import { useWorkspace } from '../../lib/workspace.ts';
import { Button } from '../../ui/button/button.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { ErrorNotice } from '../../ui/feedback/notice.tsx';
import { JsonField } from '../../ui/field/json-field.tsx';

/** The input of an execution, to be changed and run with the same version. */
export function EditInput({
  execution,
  onClose,
}: {
  readonly execution: Execution;
  readonly onClose: () => void;
}): ReactElement {
  const { path, workspace } = useWorkspace();
  const navigate = useNavigate();
  const [text, setText] = useState(() => JSON.stringify(execution.input_data ?? {}, null, 2));
  const [error, setError] = useState<unknown>(null);
  async function run(): Promise<void> {
    try {
      const body = {
        version: execution.workflow_version,
        input: JSON.parse(text),
        watch: true,
        ...(execution.trigger_node_id && { trigger_node_id: execution.trigger_node_id }),
      };
      const made = await request<AcceptedExecution>(`${path}/workflows/${execution.workflow_id}/execute`, {
        method: 'POST',
        body,
      });
      onClose();
      await navigate({
        to: '/w/$workspace/executions/$execution',
        params: { workspace: workspace.id, execution: made.execution_id },
      });
    } catch (problem) {
      setError(problem instanceof SyntaxError ? new Error(`This is not JSON: ${problem.message}`) : problem);
    }
  }
  return (
    <Dialog
      title="Edit the input and run"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" onClick={() => void run()}>
            Run
          </Button>
        </>
      }
    >
      <JsonField label="What the trigger hands on, as JSON" value={text} onChange={setText} />
      {error !== null && <ErrorNotice error={error} />}
    </Dialog>
  );
}
