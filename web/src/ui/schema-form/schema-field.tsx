import { type ReactElement, useId, useState } from 'react';
import { isExpression, kindOf, plainSchema } from '../../lib/schema/schema.ts';
import { classNames } from '../class-names.ts';
import { ChoiceInput, NumberInput, SwitchInput } from './basic-inputs.tsx';
import { ConditionInput } from './condition-input.tsx';
import styles from './form.module.css';
import { type InputProps, type SchemaFieldProps, useForm } from './form-context.ts';
import { ListInput, MapInput, TextsInput } from './list-inputs.tsx';
import { TextInput } from './text-input.tsx';
import { VariantsInput } from './variants-input.tsx';

/** Kinds that may be an expression instead of a value of their own. */
const TOGGLED: ReadonlySet<string> = new Set(['choice', 'switch', 'number', 'texts', 'list', 'map', 'object']);

/** One property: its label, whether it is a value or an expression, and what is filled in. */
export function SchemaField({
  schema: given,
  name,
  isRequired,
  value,
  path,
  onChange,
}: SchemaFieldProps): ReactElement {
  const id = useId();
  const form = useForm();
  const schema = plainSchema(given);
  const kind = kindOf(schema);
  const [wanted, setWanted] = useState(false);
  const isToggled = form.hasExpressions && TOGGLED.has(kind);
  const asExpression = isToggled && (wanted || isExpression(value));
  const fault = form.faultAt(path);
  const label = schema.title ?? name;
  const more = [fault && `${id}-fault`, schema.description && `${id}-hint`].filter(Boolean).join(' ');
  const common = {
    id,
    'aria-describedby': more || undefined,
    'aria-invalid': fault === undefined ? undefined : (true as const),
    label,
    schema,
    value,
    path,
    onChange,
  };
  const isGroup = !asExpression && ['object', 'list', 'map', 'texts', 'variants', 'condition'].includes(kind);
  const custom = form.custom(path, { value, onChange, label });
  return (
    <div className={styles.field} data-path={JSON.stringify(path)}>
      <div className={styles.head}>
        {isGroup ? (
          <span className={styles.label}>{label}</span>
        ) : (
          <label htmlFor={id} className={styles.label}>
            {label}
          </label>
        )}
        {isRequired && <span className={styles.required}>required</span>}
        {isToggled && !form.readOnly && (
          <button
            type="button"
            className={classNames(styles.fx, asExpression && styles.fxOn)}
            aria-pressed={asExpression}
            aria-label={`${label}: fx, use an expression`}
            title={asExpression ? 'Back to a value' : 'Use an expression'}
            onClick={() => {
              setWanted(!asExpression);
              if (asExpression && isExpression(value)) onChange(schema.default);
            }}
          >
            fx
          </button>
        )}
      </div>
      {custom ?? (asExpression ? <TextInput {...common} /> : <Input kind={kind} {...common} />)}
      {!form.readOnly && form.choices(path, { schema, value, onChange, label })}
      {schema.description && (
        <p id={`${id}-hint`} className={styles.hint}>
          {schema.description}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} className={styles.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}

function Input({ kind, ...props }: InputProps & { readonly kind: ReturnType<typeof kindOf> }): ReactElement {
  switch (kind) {
    case 'choice':
      return <ChoiceInput {...props} />;
    case 'switch':
      return <SwitchInput {...props} />;
    case 'number':
      return <NumberInput {...props} />;
    case 'variants':
      return <VariantsInput {...props} />;
    case 'condition':
      return <ConditionInput {...props} />;
    case 'texts':
      return <TextsInput {...props} />;
    case 'list':
      return <ListInput {...props} />;
    case 'map':
      return <MapInput {...props} />;
    case 'object':
      return <ObjectInput {...props} />;
    default:
      return <TextInput {...props} />;
  }
}

function ObjectInput({ schema, value, path, onChange }: InputProps): ReactElement {
  const { Fields } = useForm();
  return (
    <div className={styles.group}>
      <Fields schema={schema} value={value} path={path} onChange={onChange} />
    </div>
  );
}
