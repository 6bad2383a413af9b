import { type ReactElement, useState } from 'react';
import type { WorkflowNode } from '../../../lib/graph/graph.ts';
import type { ObjectValue, Schema } from '../../../lib/schema/schema.ts';
import { asVariant, variantOf } from '../../../lib/schema/schema.ts';
import { useFlowView } from '../../../ui/flow/flow-view.ts';
import { SchemaFields } from '../../../ui/schema-form/schema-fields.tsx';
import { SchemaForm } from '../../../ui/schema-form/schema-form.tsx';
import { VariantsInput } from '../../../ui/schema-form/variants-input.tsx';
import { ToggleRow } from '../../../ui/toggle/toggle-row.tsx';
import { act, useEditor, useEditorStore } from '../store/editor-store.ts';
import { CredentialField } from './credential-field.tsx';
import type { NodeInput } from './node-input.ts';
import { NodeSettings } from './node-settings.tsx';
import styles from './panel.module.css';
import { useConfigForm } from './use-config-form.tsx';
import { WebhookBox } from './webhook/webhook-box.tsx';

type ConfigColumnProps = {
  readonly node: WorkflowNode;
  readonly input: NodeInput;
  readonly item: number;
  readonly onWatch: (executionId: string) => void;
};

/** Triggers that are called at an address of their own. */
const HAS_ADDRESS: ReadonlySet<string> = new Set(['trigger.webhook', 'trigger.form']);

type Tab = 'Parameters' | 'Settings';

const TABS = [
  { value: 'Parameters', label: 'Parameters' },
  { value: 'Settings', label: 'Settings' },
] as const;

/** What a node does with its items: its config, its credential, and how it fails and retries. */
export function ConfigColumn({ node, input, item, onWatch }: ConfigColumnProps): ReactElement {
  const store = useEditorStore();
  const type = useFlowView((view) => view.types.get(node.type));
  const faults = useEditor((state) => state.faults);
  const [tab, setTab] = useState<Tab>('Parameters');
  const form = useConfigForm(node, input, item);
  const schema: Schema = type?.config_schema ?? {};
  const own = faults.filter(({ node_id: id, path }) => id === node.id && path[2] !== 'config');
  const change = (config: ObjectValue): void =>
    act(store, { type: 'change', nodes: [node.id], change: { config: config as WorkflowNode['config'] } });
  const isBare = !schema.oneOf && Object.keys(schema.properties ?? {}).length === 0;
  return (
    <>
      <div className={styles.columnHead}>
        <ToggleRow label="Part of the config" choices={TABS} value={tab} onChange={setTab} />
      </div>
      <div className={styles.config}>
        {own.map(({ code, message }) => (
          <p key={`${code} ${message}`} className={styles.fault}>
            {message}
          </p>
        ))}
        <SchemaForm form={form}>
          {tab === 'Settings' && <NodeSettings node={node} />}
          {tab === 'Parameters' && (
            <>
              {HAS_ADDRESS.has(node.type) && <WebhookBox node={node} onWatch={onWatch} />}
              {type && type.credentials.length > 0 && <CredentialField node={node} types={type.credentials} />}
              {schema.oneOf ? (
                <VariantsInput
                  id="variant"
                  label="Mode"
                  schema={schema}
                  value={withForm(schema, node.config)}
                  path={[]}
                  onChange={(next) => change(next as ObjectValue)}
                />
              ) : (
                <SchemaFields schema={schema} value={node.config} path={[]} onChange={change} />
              )}
              {isBare && <p className={styles.bare}>There is nothing to set here.</p>}
            </>
          )}
        </SchemaForm>
      </div>
    </>
  );
}

/** A config without its constants yet is shown as the first form. */
function withForm({ oneOf = [] }: Schema, config: ObjectValue): ObjectValue {
  const option = oneOf[variantOf(oneOf, config)];
  return option && Object.keys(config).length === 0 ? asVariant(option, config) : config;
}
