import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { request } from '../../../lib/api/request.ts';
import type { Credential, CredentialType } from '../../../lib/api/schema.gen.ts';
import { asVariant, type ObjectValue, type Schema, variantOf } from '../../../lib/schema/schema.ts';
import { useWorkspace } from '../../../lib/workspace.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { ErrorNotice, Notice } from '../../../ui/feedback/notice.tsx';
import { TextField } from '../../../ui/field/field.tsx';
import { connectCredential } from './connect-credential.ts';
import fields from './field.module.css';
import styles from './panel.module.css';
import { SecretFields } from './secret-fields.tsx';

type NewCredentialProps = {
  readonly types: readonly string[];
  readonly onCreated: (id: string) => void;
  readonly onClose: () => void;
};

const FROM_SERVER = { queryKey: ['credential-types'], staleTime: Number.POSITIVE_INFINITY };

/** The form of a credential type; one of several forms where its kind decides. */
function formOf(schema: Schema, data: ObjectValue): Schema {
  return schema.oneOf?.[variantOf(schema.oneOf, data)] ?? schema;
}

/** Makes a credential without leaving the node. Its secrets go to the server, and never come back. */
export function NewCredential({ types, onCreated, onClose }: NewCredentialProps): ReactElement {
  const { path } = useWorkspace();
  const queries = useQueryClient();
  const all = useQuery({
    ...FROM_SERVER,
    queryFn: () => request<{ readonly data: readonly CredentialType[] }>('/api/v1/credential-types'),
  });
  const fitting = (all.data?.data ?? []).filter(({ type }) => types.includes(type));
  const [wanted, setWanted] = useState('');
  const [name, setName] = useState('');
  const [hosts, setHosts] = useState('');
  const [data, setData] = useState<ObjectValue>({});
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const type = fitting.find((one) => one.type === wanted) ?? fitting[0];
  const schema = (type?.schema ?? {}) as Schema;

  async function save(): Promise<void> {
    if (!type) return;
    setBusy(true);
    setError(null);
    try {
      const allowed = hosts.split(/[\s,]+/).filter(Boolean);
      const chosen = schema.oneOf ? asVariant(formOf(schema, data), data) : data;
      const body = { name, type: type.type, data: chosen, ...(type.hosts === 'named' && { allowed_hosts: allowed }) };
      const made = await request<Credential>(`${path}/credentials`, { method: 'POST', body });
      if (type.type === 'oauth2' || type.type === 'oauth1') await connectCredential(path, made.id);
      await queries.invalidateQueries({ queryKey: ['credentials', path] });
      onCreated(made.id);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      title="New credential"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={busy} disabled={!type || name.trim() === ''} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <label className={fields.noteField}>
        Type
        <select
          className={fields.source}
          value={type?.type ?? ''}
          onChange={(event) => {
            setWanted(event.target.value);
            setData({});
          }}
        >
          {fitting.map((one) => (
            <option key={one.type} value={one.type}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      {type && <p className={styles.bare}>{type.description}</p>}
      <TextField label="Name" maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
      {schema.oneOf && (
        <label className={fields.noteField}>
          Kind
          <select
            className={fields.source}
            value={variantOf(schema.oneOf, data)}
            onChange={(event) => {
              const option = schema.oneOf?.[Number(event.target.value)];
              if (option) setData(asVariant(option, data));
            }}
          >
            {schema.oneOf.map((option, index) => (
              <option key={option.title ?? index} value={index}>
                {option.title ?? `Kind ${index + 1}`}
              </option>
            ))}
          </select>
        </label>
      )}
      <SecretFields key={type?.type} schema={formOf(schema, data)} value={data} onChange={setData} />
      {type?.hosts === 'named' && (
        <TextField
          label="Hosts it may be sent to"
          hint="Separated by commas, for example api.example.com. It goes nowhere else."
          value={hosts}
          onChange={(event) => setHosts(event.target.value)}
        />
      )}
      {all.error && <ErrorNotice error={all.error} />}
      {error !== null && <ErrorNotice error={error} />}
      <Notice>What you type here is sealed by the server and never shown again.</Notice>
    </Dialog>
  );
}
