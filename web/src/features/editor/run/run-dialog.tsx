import { type ReactElement, useState } from 'react';
import { inputSchemaOf, missingFields, sampleInput } from '../../../lib/runs/input-schema.ts';
import { isObjectValue, type ObjectValue } from '../../../lib/schema/schema.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { Notice } from '../../../ui/feedback/notice.tsx';
import { JsonField } from '../../../ui/field/json-field.tsx';
import { ToggleRow } from '../../../ui/toggle/toggle-row.tsx';
import { openOverlay, selectGraph, useEditor, useEditorStore } from '../store/editor-store.ts';
import styles from './run.module.css';
import { RunForm } from './run-form.tsx';
import { lastInput, noteInput, triggersOf } from './run-input.ts';
import type { RunRequest } from './start-run.ts';

const WAYS = [
  { value: 'form', label: 'Form' },
  { value: 'json', label: 'JSON' },
] as const;

type Way = (typeof WAYS)[number]['value'];

/** The input that a text stands for. Throws an error that says what else it is. */
function readInput(text: string): ObjectValue {
  const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
  if (!isObjectValue(value)) throw new Error('It has to be an object, { … }.');
  return value;
}

/** Where a run starts and what its trigger hands on: asked where it is not plain. */
export function RunDialog({ onRun }: { readonly onRun: (wanted: RunRequest) => void }): ReactElement {
  const store = useEditorStore();
  const { nodes } = useEditor(selectGraph);
  const triggers = triggersOf(nodes);
  const [chosen, setChosen] = useState(triggers[0]?.id);
  const trigger = triggers.find(({ id }) => id === chosen);
  const close = (): void => openOverlay(store, null);
  if (!trigger) {
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
          <Button look="primary" type="submit" form="run">
            Run
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {triggers.length > 1 && (
          <label>
            Start at
            <select className={styles.select} value={trigger.id} onChange={(event) => setChosen(event.target.value)}>
              {triggers.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <TriggerInput key={trigger.id} trigger={trigger} onRun={onRun} />
      </div>
    </Dialog>
  );
}

type TriggerInputProps = {
  readonly trigger: ReturnType<typeof triggersOf>[number];
  readonly onRun: (wanted: RunRequest) => void;
};

/** What one trigger is given: field by field where it says which it wants, or as JSON. */
function TriggerInput({ trigger, onRun }: TriggerInputProps): ReactElement {
  const workflowId = useEditor(({ workflow }) => workflow.id);
  const schema = inputSchemaOf(trigger);
  const [input, setInput] = useState(() => lastInput(workflowId, trigger.id) ?? sampleInput(trigger));
  const [text, setText] = useState(() => JSON.stringify(input, null, 2));
  const [way, setWay] = useState<Way>(schema === null ? 'json' : 'form');
  const [fault, setFault] = useState<string | null>(null);

  /** Does something with the input as it stands, or says why it is none. */
  function use(work: (input: ObjectValue) => void): void {
    try {
      setFault(null);
      work(way === 'json' ? readInput(text) : input);
    } catch (error) {
      setFault(error instanceof Error ? error.message : 'This is not JSON.');
    }
  }

  function change(next: Way): void {
    use((now) => {
      setInput(now);
      setText(JSON.stringify(now, null, 2));
      setWay(next);
    });
  }

  return (
    <form
      id="run"
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        use((now) => {
          const missing = schema === null ? [] : missingFields(schema, now);
          if (missing.length > 0) throw new Error(`${missing.join(', ')} has to be filled in.`);
          noteInput(workflowId, trigger.id, now);
          onRun({ trigger_node_id: trigger.id, input: now });
        });
      }}
    >
      {schema !== null && <ToggleRow label="How to fill it in" choices={WAYS} value={way} onChange={change} />}
      {schema !== null && way === 'form' ? (
        <RunForm schema={schema} value={input} onChange={setInput} />
      ) : (
        <JsonField label={`What ${trigger.name} hands on, as JSON`} value={text} onChange={setText} />
      )}
      {fault && <Notice tone="bad">{fault}</Notice>}
    </form>
  );
}
