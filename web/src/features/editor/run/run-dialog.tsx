import { type ReactElement, useState } from 'react';
import type { WorkflowNode } from '../../../lib/graph/graph.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { Notice } from '../../../ui/feedback/notice.tsx';
import { openOverlay, selectGraph, useEditor, useEditorStore } from '../store/editor-store.ts';
import styles from './run.module.css';
import { lastInput, noteInput, sampleInput, triggersOf } from './run-input.ts';
import type { RunRequest } from './start-run.ts';

/** Where a run starts and what its trigger hands on: asked where it is not plain. */
export function RunDialog({ onRun }: { readonly onRun: (wanted: RunRequest) => void }): ReactElement {
  const store = useEditorStore();
  const { nodes } = useEditor(selectGraph);
  const workflowId = useEditor(({ workflow }) => workflow.id);
  const triggers = triggersOf(nodes);
  const [chosen, setChosen] = useState(triggers[0]?.id ?? '');
  const trigger = triggers.find(({ id }) => id === chosen);
  const begin = (node: WorkflowNode | undefined): string =>
    node ? (lastInput(workflowId, node.id) ?? sampleInput(node)) : '{}';
  const [text, setText] = useState(() => begin(trigger));
  const [fault, setFault] = useState<string | null>(null);
  const close = (): void => openOverlay(store, null);

  function run(): void {
    try {
      const input: unknown = text.trim() === '' ? {} : JSON.parse(text);
      noteInput(workflowId, chosen, text);
      onRun({ trigger_node_id: chosen, input });
    } catch (error) {
      setFault(error instanceof Error ? `This is not JSON: ${error.message}` : 'This is not JSON.');
    }
  }

  if (triggers.length === 0) {
    return (
      <Dialog title="Run" width="narrow" onClose={close}>
        <Notice tone="warn">Nothing starts this workflow yet. Add a trigger first.</Notice>
      </Dialog>
    );
  }
  return (
    <Dialog
      title="Run"
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" onClick={run}>
            Run
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {triggers.length > 1 && (
          <label>
            Start at
            <select
              className={styles.select}
              value={chosen}
              onChange={(event) => {
                setChosen(event.target.value);
                setText(begin(triggers.find(({ id }) => id === event.target.value)));
              }}
            >
              {triggers.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          What {trigger?.name ?? 'the trigger'} hands on, as JSON
          <textarea
            className={styles.inputText}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        {fault && <Notice tone="bad">{fault}</Notice>}
      </div>
    </Dialog>
  );
}
