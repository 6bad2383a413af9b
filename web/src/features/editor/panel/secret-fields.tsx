import type { ReactElement } from 'react';
import { type ObjectValue, plainSchema, type Schema } from '../../../lib/schema/schema.ts';
import { TextField } from '../../../ui/field/field.tsx';
import styles from './field.module.css';

type SecretFieldsProps = {
  readonly schema: Schema;
  readonly value: ObjectValue;
  readonly onChange: (value: ObjectValue) => void;
};

/** What is no secret by its name: it may be seen while it is typed. */
const OPEN =
  /^(?:name|username|region|service|scope|audience|realm|.*_url|client_id|preset|tenant|issuer|.*_in|signature_method|host|port|from)$/;

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function readValue(schema: Schema, text: string): unknown {
  if (text === '') return undefined;
  if (schema.type === 'number' || schema.type === 'integer') return Number(text);
  if (schema.type === 'boolean') return text === 'true';
  if (schema.type !== 'object' && schema.type !== 'array') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The fields of a credential. Secrets are hidden while they are typed, and no expression is offered: they are no config. */
export function SecretFields({ schema, value, onChange }: SecretFieldsProps): ReactElement {
  const fields = Object.entries(schema.properties ?? {}).filter(([, property]) => !('const' in property));
  const set = (name: string, next: unknown): void => {
    const { [name]: _before, ...others } = value;
    onChange(next === undefined ? others : { ...others, [name]: next });
  };
  return (
    <>
      {fields.map(([name, given]) => {
        const property = plainSchema(given);
        const label = property.title ?? name.replaceAll('_', ' ');
        if (property.enum) {
          return (
            <label key={name} className={styles.noteField}>
              {label}
              <select
                className={styles.source}
                value={textOf(value[name] ?? property.default)}
                onChange={(event) => set(name, event.target.value)}
              >
                {property.enum.map((option) => (
                  <option key={String(option)}>{String(option)}</option>
                ))}
              </select>
            </label>
          );
        }
        return (
          <TextField
            key={name}
            label={label}
            hint={property.description}
            type={OPEN.test(name) ? 'text' : 'password'}
            autoComplete="off"
            required={schema.required?.includes(name)}
            value={textOf(value[name])}
            onChange={(event) => set(name, readValue(property, event.target.value))}
          />
        );
      })}
    </>
  );
}
