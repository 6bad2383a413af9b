import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { request } from '../../../lib/api/request.ts';
import type { CredentialSummary } from '../../../lib/api/schema.gen.ts';
import type { WorkflowNode } from '../../../lib/graph/graph.ts';
import { useMay, useWorkspace } from '../../../lib/workspace.ts';
import { Button } from '../../../ui/button/button.tsx';
import { act, useEditor, useEditorStore } from '../store/editor-store.ts';
import styles from './field.module.css';
import { NewCredential } from './new-credential.tsx';

type CredentialFieldProps = { readonly node: WorkflowNode; readonly types: readonly string[] };

/** Which credential a node uses, or a new one. What is secret in it never comes to the page. */
export function CredentialField({ node, types }: CredentialFieldProps): ReactElement {
  const store = useEditorStore();
  const { path } = useWorkspace();
  const readOnly = useEditor((state) => state.readOnly);
  const mayCreate = useMay('credentials:write');
  const [creating, setCreating] = useState(false);
  const { data } = useQuery({
    queryKey: ['credentials', path],
    queryFn: () =>
      request<{ readonly data: readonly CredentialSummary[] }>(`${path}/credentials`, { query: { limit: 100 } }),
  });
  const fitting = (data?.data ?? []).filter(({ type }) => types.includes(type));
  const choose = (id: string): void =>
    act(store, { type: 'change', nodes: [node.id], change: { credentials: id || undefined } });
  const isLost =
    node.credentials !== undefined && data !== undefined && !fitting.some(({ id }) => id === node.credentials);
  return (
    <div className={styles.credential}>
      <label htmlFor="credential">
        <KeyRound size={14} aria-hidden="true" /> Credential
      </label>
      <div className={styles.credentialRow}>
        <select
          id="credential"
          disabled={readOnly}
          value={node.credentials ?? ''}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">None</option>
          {isLost && <option value={node.credentials}>One that is not there any more</option>}
          {fitting.map(({ id, name, type }) => (
            <option key={id} value={id}>
              {name} ({type.replaceAll('_', ' ')})
            </option>
          ))}
        </select>
        {mayCreate && !readOnly && (
          <Button size="small" icon={<Plus size={14} />} onClick={() => setCreating(true)}>
            New
          </Button>
        )}
      </div>
      {creating && (
        <NewCredential
          types={types}
          onClose={() => setCreating(false)}
          onCreated={(id) => {
            setCreating(false);
            choose(id);
          }}
        />
      )}
    </div>
  );
}
