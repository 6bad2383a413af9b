import { type ReactElement, useState } from 'react';
import { request } from '../../../lib/api/request.ts';
import type { Workflow } from '../../../lib/api/schema.gen.ts';
import { useWorkspace } from '../../../lib/workspace.ts';
import { toast } from '../../../ui/toast/toasts.ts';
import { useEditor, useEditorStore } from '../store/editor-store.ts';
import styles from './bar.module.css';

/** The name of the workflow, to be changed in place. */
export function WorkflowName(): ReactElement {
  const store = useEditorStore();
  const { path } = useWorkspace();
  const workflow = useEditor((state) => state.workflow);
  const readOnly = useEditor((state) => state.readOnly);
  const [text, setText] = useState<string | null>(null);

  async function rename(name: string): Promise<void> {
    setText(null);
    if (name === '' || name === workflow.name) return;
    const { saved } = store.getState();
    store.setState({ workflow: { ...workflow, name } });
    try {
      const headers = { 'if-match': `"r${saved.revision}"` };
      const fresh = await request<Workflow>(`${path}/workflows/${workflow.id}`, {
        method: 'PUT',
        body: { name },
        headers,
      });
      store.setState((state) => ({ workflow: fresh, saved: { ...state.saved, revision: fresh.revision } }));
    } catch (error) {
      store.setState({ workflow });
      toast('The name was not changed.', { tone: 'bad', detail: error instanceof Error ? error.message : null });
    }
  }

  return (
    <input
      aria-label="Name of the workflow"
      className={styles.name}
      readOnly={readOnly}
      maxLength={255}
      value={text ?? workflow.name}
      onChange={(event) => setText(event.target.value)}
      onBlur={(event) => void rename(event.target.value.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setText(null);
      }}
    />
  );
}
