import type { ReactElement, ReactNode } from 'react';
import { FormContext, type FormContextValue } from './form-context.ts';
import { SchemaField } from './schema-field.tsx';
import { SchemaFields } from './schema-fields.tsx';

/** A form made of JSON Schemas; `form` is what its fields share. */
export function SchemaForm({
  form,
  children,
}: {
  readonly form: FormContextValue;
  readonly children: ReactNode;
}): ReactElement {
  return <FormContext value={{ ...form, Fields: SchemaFields, OneField: SchemaField }}>{children}</FormContext>;
}
