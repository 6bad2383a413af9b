import type { ReactElement } from 'react';
import { choiceLabel } from '../../lib/schema/schema.ts';
import styles from './form.module.css';
import { type InputProps, useForm } from './form-context.ts';

function attributes({ id, ...props }: InputProps, readOnly: boolean) {
  return {
    id,
    'aria-describedby': props['aria-describedby'],
    'aria-invalid': props['aria-invalid'],
    disabled: readOnly,
  };
}

export function ChoiceInput(props: InputProps): ReactElement {
  const { schema, value, onChange } = props;
  const { readOnly } = useForm();
  const options = schema.enum ?? [];
  const at = options.indexOf(value ?? schema.default);
  return (
    <select
      {...attributes(props, readOnly)}
      className={styles.select}
      value={at}
      onChange={(event) => onChange(options[Number(event.target.value)])}
    >
      {at === -1 && <option value={-1}>Choose …</option>}
      {options.map((option, index) => (
        <option key={String(option)} value={index}>
          {choiceLabel(option)}
        </option>
      ))}
    </select>
  );
}

export function SwitchInput(props: InputProps): ReactElement {
  const { schema, value, onChange } = props;
  const { readOnly } = useForm();
  return (
    <input
      {...attributes(props, readOnly)}
      type="checkbox"
      className={styles.switch}
      checked={(value ?? schema.default) === true}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}

export function NumberInput(props: InputProps): ReactElement {
  const { schema, value, onChange } = props;
  const { readOnly } = useForm();
  const shown = value ?? '';
  return (
    <input
      {...attributes(props, readOnly)}
      type="number"
      inputMode="decimal"
      className={styles.input}
      min={schema.minimum}
      max={schema.maximum}
      step={schema.type === 'integer' ? 1 : 'any'}
      placeholder={schema.default === undefined ? undefined : String(schema.default)}
      value={typeof shown === 'number' || typeof shown === 'string' ? shown : ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
    />
  );
}
