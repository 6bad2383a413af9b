import type { ReactElement } from 'react';
import type { WorkflowNode } from '../../../lib/graph/graph.ts';
import type { ObjectValue, Schema } from '../../../lib/schema/schema.ts';
import { ColorChoice } from '../../../ui/flow/parts/color-choice.tsx';
import { SchemaFields } from '../../../ui/schema-form/schema-fields.tsx';
import { act, useEditorStore } from '../store/editor-store.ts';
import fields from './field.module.css';
import styles from './panel.module.css';

/** What every node has: how it fails, retries and counts. As `NodeSettings` of the API. */
const SETTINGS: Schema = {
  type: 'object',
  properties: {
    on_error: {
      type: 'string',
      enum: ['stop', 'continue', 'error_output'],
      default: 'stop',
      title: 'When it fails',
      description:
        'Stop the execution, go on with the items that came in, or send the error out of an output of its own.',
    },
    retry: {
      type: 'object',
      title: 'Retries',
      properties: {
        max_attempts: {
          type: 'integer',
          minimum: 1,
          maximum: 10,
          default: 1,
          title: 'Attempts',
          description: 'The first one counts.',
        },
        backoff: {
          type: 'string',
          enum: ['fixed', 'exponential'],
          default: 'fixed',
          title: 'Pause',
          description: 'Always the same, or doubled each time.',
        },
        delay_ms: { type: 'integer', minimum: 0, default: 1000, title: 'First pause', description: 'In milliseconds.' },
      },
      required: ['max_attempts'],
    },
    timeout_ms: { type: 'integer', minimum: 1, title: 'Time limit', description: 'In milliseconds.' },
    execute_once: {
      type: 'boolean',
      default: false,
      title: 'First item only',
      description: 'Whatever else comes in is left out.',
    },
    always_output_data: {
      type: 'boolean',
      default: false,
      title: 'Always put something out',
      description: 'An empty item where there would be none.',
    },
    delivery: {
      type: 'string',
      enum: ['at-least-once', 'at-most-once'],
      title: 'If its outcome is unknown',
      description: 'Repeat it, or leave it to a person to find out.',
    },
    keep_data: {
      type: 'string',
      enum: ['all', 'shape', 'none'],
      default: 'all',
      title: 'Keep in history',
      description: 'All data, their shape, or nothing.',
    },
  },
};

/** The settings of a node that do not depend on its type, and its note. */
export function NodeSettings({ node }: { readonly node: WorkflowNode }): ReactElement {
  const store = useEditorStore();
  const change = (settings: ObjectValue): void => {
    const isEmpty = Object.keys(settings).length === 0;
    act(store, {
      type: 'change',
      nodes: [node.id],
      change: { settings: isEmpty ? undefined : (settings as WorkflowNode['settings']) },
    });
  };
  return (
    <div className={styles.settings}>
      <label className={fields.noteField}>
        Note
        <textarea
          rows={3}
          maxLength={2000}
          value={node.notes ?? ''}
          placeholder="What others should know of this node"
          onChange={(event) =>
            act(store, { type: 'change', nodes: [node.id], change: { notes: event.target.value || undefined } })
          }
        />
      </label>
      <div className={fields.noteField}>
        Colour
        <ColorChoice
          value={node.color}
          onChange={(color) => act(store, { type: 'change', nodes: [node.id], change: { color } })}
        />
      </div>
      <SchemaFields schema={SETTINGS} value={node.settings ?? {}} path={['settings']} onChange={change} />
    </div>
  );
}
