import { type FormEvent, type ReactElement, useState } from 'react';
import { Button } from '../../../ui/button/button.tsx';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { Notice } from '../../../ui/feedback/notice.tsx';
import { TextField } from '../../../ui/field/field.tsx';
import { openOverlay, useEditor, useEditorStore } from '../store/editor-store.ts';

const MOST_LISTED = 5;

/** Makes the drawing the version that triggers run, with a word on what is new in it; says first what is still wrong. */
export function PublishDialog({ onPublish }: { readonly onPublish: (message: string) => void }): ReactElement {
  const store = useEditorStore();
  const faults = useEditor((state) => state.faults);
  const [message, setMessage] = useState('');
  const close = (): void => openOverlay(store, null);
  function submit(event: FormEvent): void {
    event.preventDefault();
    close();
    onPublish(message.trim());
  }
  return (
    <Dialog
      title="Publish"
      width="narrow"
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" type="submit" form="publish" disabled={faults.length > 0}>
            Publish
          </Button>
        </>
      }
    >
      <form id="publish" onSubmit={submit}>
        <TextField
          label="What is new"
          hint="Others see it in the list of versions. It may be left empty."
          maxLength={1000}
          value={message}
          onChange={(event) => setMessage(event.target.value)}
        />
      </form>
      {faults.length > 0 && (
        <Notice tone="warn">
          <p>Mend these first:</p>
          <ul>
            {faults.slice(0, MOST_LISTED).map(({ code, message: text, path }) => (
              <li key={`${code} ${path.join('.')}`}>{text}</li>
            ))}
          </ul>
        </Notice>
      )}
    </Dialog>
  );
}
