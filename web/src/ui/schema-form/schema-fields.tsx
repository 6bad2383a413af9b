import { type ReactElement, useState } from 'react';
import { isObjectValue, isShown, type ObjectValue, type Schema, type Value } from '../../lib/schema/schema.ts';
import styles from './form.module.css';
import type { FieldsProps } from './form-context.ts';
import { SchemaField } from './schema-field.tsx';

/** Up to so many optional fields are shown without asking for them. */
const FEW = 4;

/** What is filled in first: what has to be, what is set already, and the first few. The rest waits below. */
function partFields(schema: Schema, value: ObjectValue): { readonly first: string[]; readonly more: string[] } {
  const names = Object.entries(schema.properties ?? {})
    .filter(([, property]) => !('const' in property))
    .map(([name]) => name);
  const isNeeded = (name: string): boolean => schema.required?.includes(name) === true || value[name] !== undefined;
  const first = names.filter((name, index) => isNeeded(name) || index < FEW);
  const more = names.filter((name) => !first.includes(name));
  return more.length === 1 ? { first: names, more: [] } : { first, more };
}

/** All fields of an object. */
export function SchemaFields({ schema, value, path, onChange }: FieldsProps): ReactElement {
  const object = isObjectValue(value) ? value : {};
  const [opened, setOpened] = useState(() => partFields(schema, object));
  const isSame = [...opened.first, ...opened.more].every((name) => schema.properties?.[name]);
  const parts = isSame && opened.first.length + opened.more.length > 0 ? opened : partFields(schema, object);
  const [isOpen, setOpen] = useState(false);
  const set = (name: string, next: Value): void => {
    const { [name]: _before, ...others } = object;
    onChange(next === undefined ? others : { ...object, [name]: next });
  };
  const field = (name: string): ReactElement | null => {
    const property = schema.properties?.[name];
    if (!property || !isShown(property, object, schema)) return null;
    return (
      <SchemaField
        key={name}
        schema={property}
        name={name}
        isRequired={schema.required?.includes(name) === true}
        value={object[name]}
        path={[...path, name]}
        onChange={(next) => set(name, next)}
      />
    );
  };
  return (
    <div className={styles.fields}>
      {parts.first.map(field)}
      {parts.more.length > 0 && (
        <details
          className={styles.more}
          open={isOpen}
          onToggle={(event) => {
            setOpen(event.currentTarget.open);
            if (event.currentTarget.open) setOpened(parts);
          }}
        >
          <summary>
            {parts.more.length} more {parts.more.length === 1 ? 'option' : 'options'}
          </summary>
          {isOpen && <div className={styles.fields}>{parts.more.map(field)}</div>}
        </details>
      )}
    </div>
  );
}
