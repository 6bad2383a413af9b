import type { ReactElement } from 'react';
import { asVariant, type Schema, variantOf } from '../../lib/schema/schema.ts';
import styles from './form.module.css';
import { type InputProps, useForm } from './form-context.ts';

/** What a form of a value is called: its title, or the constant that tells it. */
function nameOf({ title, properties = {} }: Schema, index: number): string {
  const constant = Object.values(properties).find((property) => 'const' in property)?.const;
  return title ?? (constant === undefined ? `Form ${index + 1}` : String(constant).replaceAll('_', ' '));
}

/** A value of one of several forms: which one, and its fields. */
export function VariantsInput({ id, label, schema, value, path, onChange }: InputProps): ReactElement {
  const { readOnly, Fields } = useForm();
  const options = schema.oneOf ?? [];
  const at = variantOf(options, value ?? schema.default);
  const option = options[at];
  return (
    <div className={styles.variants}>
      <select
        id={id}
        aria-label={label}
        disabled={readOnly}
        className={styles.select}
        value={at}
        onChange={(event) => {
          const next = options[Number(event.target.value)];
          if (next) onChange(asVariant(next, value));
        }}
      >
        {options.map((one, index) => (
          <option key={nameOf(one, index)} value={index}>
            {nameOf(one, index)}
          </option>
        ))}
      </select>
      {option?.properties && Object.values(option.properties).some((property) => !('const' in property)) && (
        <Fields
          key={at}
          schema={option}
          value={value ?? asVariant(option, undefined)}
          path={path}
          onChange={(next) => onChange({ ...constantsOf(option), ...next })}
        />
      )}
    </div>
  );
}

function constantsOf({ properties = {} }: Schema): { readonly [name: string]: unknown } {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) => ('const' in property ? [[name, property.const]] : [])),
  );
}
