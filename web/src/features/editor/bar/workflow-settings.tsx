import type { ReactElement } from 'react';
import type { WorkflowSettings } from '../../../lib/graph/graph.ts';
import type { ObjectValue, Schema } from '../../../lib/schema/schema.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { type FormContextValue, PLAIN_FORM } from '../../../ui/schema-form/form-context.ts';
import { SchemaFields } from '../../../ui/schema-form/schema-fields.tsx';
import { SchemaForm } from '../../../ui/schema-form/schema-form.tsx';
import { act, openOverlay, selectGraph, useEditor, useEditorStore } from '../store/editor-store.ts';

/** As `WorkflowSettings` of the API, as far as people set it by hand. */
const SETTINGS: Schema = {
  type: 'object',
  properties: {
    timezone: {
      type: 'string',
      maxLength: 50,
      title: 'Time zone',
      description: 'Of $now and $today, for example Europe/Berlin. Default: UTC.',
    },
    timeout_seconds: {
      type: 'integer',
      minimum: 1,
      title: 'Time limit',
      description: 'In seconds. Time in which everything waits does not count.',
    },
    expression_errors: {
      type: 'string',
      enum: ['strict', 'lenient'],
      default: 'strict',
      title: 'Expressions that fail',
      description: 'Strict: their node fails. Lenient: they count as nothing.',
    },
    keep_data: {
      type: 'string',
      enum: ['all', 'shape', 'none'],
      default: 'all',
      title: 'Keep in history',
      description: 'All data, their shape, or nothing.',
    },
    caller_policy: {
      type: 'string',
      enum: ['any', 'none'],
      default: 'any',
      title: 'Other workflows may call it',
      description: 'Any of this workspace, or none.',
    },
  },
};

export function WorkflowSettingsDialog(): ReactElement {
  const store = useEditorStore();
  const { settings } = useEditor(selectGraph);
  const faults = useEditor((state) => state.faults);
  const close = (): void => openOverlay(store, null);
  const form: FormContextValue = {
    ...PLAIN_FORM,
    faultAt: (path) =>
      faults.find(
        (fault) => fault.path[0] === 'settings' && fault.path.length === path.length + 1 && fault.path[1] === path[0],
      )?.message,
  };
  return (
    <Dialog
      title="Settings of the workflow"
      onClose={close}
      footer={
        <Button look="primary" onClick={close}>
          Done
        </Button>
      }
    >
      <SchemaForm form={form}>
        <SchemaFields
          schema={SETTINGS}
          value={settings as ObjectValue}
          path={[]}
          onChange={(next) => act(store, { type: 'settings', settings: next as WorkflowSettings })}
        />
      </SchemaForm>
    </Dialog>
  );
}
