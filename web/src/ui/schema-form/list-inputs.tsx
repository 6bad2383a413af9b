import { ArrowUp, Plus, Trash2 } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { emptyValue, isObjectValue, plainSchema, type Schema } from '../../lib/schema/schema.ts';
import { Button, IconButton } from '../button/button.tsx';
import styles from './form.module.css';
import { type InputProps, type Path, useForm } from './form-context.ts';
import { TextInput } from './text-input.tsx';

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function singular(label: string): string {
  return label.toLowerCase().replace(/ies$/, 'y').replace(/s$/, '');
}

type RowsProps = {
  readonly label: string;
  readonly list: readonly unknown[];
  readonly begin: () => unknown;
  readonly onChange: (list: readonly unknown[]) => void;
  readonly row: (entry: unknown, index: number, change: (entry: unknown) => void) => ReactNode;
};

/** Entries one below the other, to be added, taken away and moved. */
function Rows({ label, list, begin, onChange, row }: RowsProps): ReactElement {
  const { readOnly } = useForm();
  const one = singular(label);
  return (
    <div className={styles.rows}>
      {list.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no names, and what they hold changes as it is typed.
        <div key={index} className={styles.row}>
          <div className={styles.rowBody}>{row(entry, index, (next) => onChange(list.with(index, next)))}</div>
          {!readOnly && (
            <div className={styles.rowTools}>
              {index > 0 && (
                <IconButton
                  label={`Move ${one} ${index + 1} up`}
                  onClick={() => onChange(list.with(index - 1, entry).with(index, list[index - 1]))}
                >
                  <ArrowUp size={14} />
                </IconButton>
              )}
              <IconButton
                label={`Remove ${one} ${index + 1}`}
                onClick={() => onChange(list.filter((_entry, at) => at !== index))}
              >
                <Trash2 size={14} />
              </IconButton>
            </div>
          )}
        </div>
      ))}
      {!readOnly && (
        <Button size="small" icon={<Plus size={14} />} onClick={() => onChange([...list, begin()])}>
          Add {one}
        </Button>
      )}
    </div>
  );
}

export function ListInput({ id, label, schema, value, path, onChange }: InputProps): ReactElement {
  const { Fields } = useForm();
  const items = plainSchema(schema.items ?? {});
  const isObject = items.type === 'object' && items.properties && !items.properties.left_value;
  return (
    <Rows
      label={label}
      list={listOf(value)}
      begin={() => emptyValue(items)}
      onChange={onChange}
      row={(entry, index, change) =>
        isObject ? (
          <Fields schema={items} value={entry} path={[...path, index]} onChange={change} />
        ) : (
          <Entry
            id={`${id}-${index}`}
            schema={items}
            label={`${singular(label)} ${index + 1}`}
            value={entry}
            path={[...path, index]}
            onChange={change}
          />
        )
      }
    />
  );
}

type EntryProps = {
  readonly id: string;
  readonly schema: Schema;
  readonly label: string;
  readonly value: unknown;
  readonly path: Path;
  readonly onChange: (value: unknown) => void;
};

function Entry({ schema, label, value, path, onChange }: EntryProps): ReactElement {
  const { OneField } = useForm();
  const { description: _none, ...bare } = { ...schema, title: label.charAt(0).toUpperCase() + label.slice(1) };
  return <OneField schema={bare} name={label} isRequired={false} value={value} path={path} onChange={onChange} />;
}

export function TextsInput({ id, label, schema, value, path, onChange }: InputProps): ReactElement {
  return (
    <Rows
      label={label}
      list={listOf(value)}
      begin={() => ''}
      onChange={onChange}
      row={(entry, index, change) => (
        <TextInput
          id={`${id}-${index}`}
          label={`${singular(label)} ${index + 1}`}
          schema={schema.items ?? {}}
          value={entry}
          path={[...path, index]}
          onChange={(next) => change(next ?? '')}
        />
      )}
    />
  );
}

/** Names with values, in their order. A list of pairs, where a value has that form already, stays one. */
export function MapInput({ id, label, value, path, onChange }: InputProps): ReactElement {
  const isList = Array.isArray(value);
  const pairs = isList
    ? value.map(
        (pair) =>
          [isObjectValue(pair) ? String(pair.name ?? '') : '', isObjectValue(pair) ? pair.value : pair] as const,
      )
    : Object.entries(isObjectValue(value) ? value : {});
  const change = (next: readonly (readonly [string, unknown])[]): void =>
    onChange(isList ? next.map(([name, entry]) => ({ name, value: entry })) : Object.fromEntries(next));
  return (
    <Rows
      label={label}
      list={pairs}
      begin={() => [freeKey(pairs.map(([name]) => name)), '']}
      onChange={(list) => change(list as readonly (readonly [string, unknown])[])}
      row={(entry, index, put) => {
        const [name, held] = entry as readonly [string, unknown];
        return (
          <div className={styles.pair}>
            <input
              aria-label={`Name ${index + 1}`}
              className={styles.input}
              value={name}
              placeholder="Name"
              onChange={(event) => put([event.target.value, held])}
            />
            <TextInput
              id={`${id}-${index}`}
              label={`Value ${index + 1}`}
              schema={{}}
              value={held}
              path={[...path, name]}
              onChange={(next) => put([name, next ?? ''])}
            />
          </div>
        );
      }}
    />
  );
}

function freeKey(taken: readonly string[]): string {
  for (let count = 1; ; count += 1) if (!taken.includes(`name_${count}`)) return `name_${count}`;
}
