import { type ReactElement, useState } from 'react';
import type { DataItem } from '../../../lib/data/items.ts';
import type { WorkflowNode } from '../../../lib/graph/graph.ts';
import { isObjectValue } from '../../../lib/schema/schema.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { Notice } from '../../../ui/feedback/notice.tsx';
import styles from './field.module.css';

type EditPinnedProps = {
  readonly node: WorkflowNode;
  readonly items: readonly DataItem[];
  readonly onPin: (data: WorkflowNode['pinned_data']) => void;
  readonly onClose: () => void;
};

/** A list of objects, or one object: each is the JSON of an item. Throws an error that says what else it is. */
function readItems(text: string): NonNullable<WorkflowNode['pinned_data']> {
  const value: unknown = JSON.parse(text);
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const wrong = list.findIndex((entry) => !isObjectValue(entry));
  if (wrong !== -1) throw new Error(`Entry ${wrong} is no object: each item is one.`);
  return list.filter(isObjectValue).map((json) => ({ json: { ...json } }));
}

/** Items as JSON, to be written by hand and pinned. */
export function EditPinned({ node, items, onPin, onClose }: EditPinnedProps): ReactElement {
  const [text, setText] = useState(() =>
    JSON.stringify(
      items.map(({ json }) => json),
      null,
      2,
    ),
  );
  const [fault, setFault] = useState<string | null>(null);
  function save(): void {
    try {
      onPin(readItems(text));
      onClose();
    } catch (error) {
      setFault(error instanceof Error ? error.message : 'This is not JSON.');
    }
  }
  return (
    <Dialog
      title={`Pinned output of ${node.name}`}
      width="wide"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" onClick={save}>
            Pin
          </Button>
        </>
      }
    >
      <textarea
        aria-label="Items as JSON"
        className={styles.json}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {fault && <Notice tone="bad">{fault}</Notice>}
    </Dialog>
  );
}
