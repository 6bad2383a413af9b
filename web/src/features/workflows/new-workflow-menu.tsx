import { useNavigate } from '@tanstack/react-router';
import { ChevronDown, FileUp, LayoutTemplate, Plus } from 'lucide-react';
import { type ReactElement, useRef, useState } from 'react';
import { importWorkflow } from '../../lib/api/import-workflow.ts';
import type { ImportedWorkflow } from '../../lib/api/schema.gen.ts';
import { useWorkspace } from '../../lib/workspace.ts';
import { Button } from '../../ui/button/button.tsx';
import { Menu } from '../../ui/menu/menu.tsx';
import { toast } from '../../ui/toast/toasts.ts';
import { createWorkflow } from './change-workflows.ts';
import { toastProblem } from './use-workflow-actions.ts';
import styles from './workflows.module.css';

function reportOf({
  stripped_credentials: stripped,
  stripped_error_workflow_id: errors,
}: ImportedWorkflow): string | null {
  const lost = stripped.map(({ node_name }) => node_name);
  const lines = [
    ...(lost.length > 0 ? [`Without their credentials: ${lost.join(', ')}.`] : []),
    ...(errors ? ['Without its error workflow.'] : []),
  ];
  return lines.length === 0 ? null : lines.join(' ');
}

/** How a workflow begins: empty, from a template, or from a file. */
export function NewWorkflowMenu(): ReactElement {
  const { path, workspace } = useWorkspace();
  const navigate = useNavigate();
  const file = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const open = (id: string) =>
    navigate({ to: '/w/$workspace/workflows/$workflow', params: { workspace: workspace.id, workflow: id } });

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      toastProblem(error instanceof SyntaxError ? new Error('The file is not JSON, so nothing was imported.') : error);
    } finally {
      setBusy(false);
    }
  }

  const takeFile = (chosen: File) =>
    attempt(async () => {
      const imported = await importWorkflow(path, JSON.parse(await chosen.text()));
      const report = reportOf(imported);
      if (report !== null) toast('Imported, but not all of it.', { tone: 'info', detail: report });
      await open(imported.workflow.id);
    });

  return (
    <div className={styles.newButtons}>
      <Button
        look="primary"
        icon={<Plus size={17} />}
        busy={busy}
        className={styles.newMain}
        onClick={() => void attempt(async () => open((await createWorkflow(path, 'My workflow')).id))}
      >
        New workflow
      </Button>
      <Menu
        label="More ways to begin"
        className={styles.newMore}
        trigger={<ChevronDown size={16} />}
        items={[
          {
            label: 'From a template',
            icon: <LayoutTemplate />,
            onChoose: () => void navigate({ to: '/w/$workspace/templates', params: { workspace: workspace.id } }),
          },
          { label: 'Import a file', icon: <FileUp />, onChoose: () => file.current?.click() },
        ]}
      />
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label="File to import"
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          event.target.value = '';
          if (chosen) void takeFile(chosen);
        }}
      />
    </div>
  );
}
