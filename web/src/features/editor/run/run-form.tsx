import type { ReactElement } from 'react';
import { fieldOf, withField } from '../../../lib/runs/input-schema.ts';
import type { ObjectValue, Schema } from '../../../lib/schema/schema.ts';
import { PLAIN_FORM } from '../../../ui/schema-form/form-context.ts';
import { SchemaFields } from '../../../ui/schema-form/schema-fields.tsx';
import { SchemaForm } from '../../../ui/schema-form/schema-form.tsx';

type RunFormProps = {
  readonly schema: Schema;
  readonly value: ObjectValue;
  readonly onChange: (value: ObjectValue) => void;
};

/** The input of a trigger, field by field. What it has beside those fields stays as it is. */
export function RunForm({ schema, value, onChange }: RunFormProps): ReactElement {
  const names = Object.keys(schema.properties ?? {});
  const shown = Object.fromEntries(names.map((name) => [name, fieldOf(value, name)]));
  return (
    <SchemaForm form={PLAIN_FORM}>
      <SchemaFields
        schema={schema}
        value={shown}
        path={[]}
        onChange={(next) => onChange(names.reduce((input, name) => withField(input, name, next[name]), value))}
      />
    </SchemaForm>
  );
}
