import type { ReactElement } from 'react';
import { choiceLabel, isObjectValue, type Schema } from '../../lib/schema/schema.ts';
import styles from './form.module.css';
import { type InputProps, useForm } from './form-context.ts';
import { TextInput } from './text-input.tsx';

/** Operations that look at the left value alone. */
const ALONE: ReadonlySet<string> = new Set(['exists', 'not_exists', 'empty', 'not_empty', 'true', 'false']);

const SIGNS: { readonly [operation: string]: string } = {
  gt: 'is greater than',
  lt: 'is less than',
  gte: 'is at least',
  lte: 'is at most',
};

type Operator = { readonly type: string; readonly operation: string };

function operatorsOf(
  schema: Schema | undefined,
): readonly { readonly title: string; readonly operators: readonly Operator[] }[] {
  return (schema?.oneOf ?? []).map(({ title = '', properties = {} }) => ({
    title,
    operators: (properties.operation?.enum ?? []).map((operation) => ({
      type: String(properties.type?.const),
      operation: String(operation),
    })),
  }));
}

/** A number is compared with a number, and a text with a text, as it was typed. */
function typed(value: unknown, { type, operation }: Operator): unknown {
  if (typeof value === 'string' && value.includes('{{')) return value;
  if ((type === 'number' || operation.startsWith('length_')) && value !== '' && Number.isFinite(Number(value)))
    return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return type === 'string' && typeof value !== 'string' && value !== undefined ? String(value) : value;
}

/** What is compared may be of each type. */
const ANYTHING: Schema = {};

/** One condition: a value, how it is compared, and with what. */
export function ConditionInput({ id, schema, value, path, onChange }: InputProps): ReactElement {
  const { readOnly } = useForm();
  const condition = isObjectValue(value) ? value : {};
  const groups = operatorsOf(schema.properties?.operator);
  const operator: Operator = isObjectValue(condition.operator)
    ? { type: String(condition.operator.type), operation: String(condition.operator.operation) }
    : { type: 'string', operation: 'equals' };
  const set = (change: object): void => onChange({ operator, ...condition, ...change });
  const text = { schema: ANYTHING, path };
  return (
    <div className={styles.condition}>
      <TextInput
        {...text}
        id={`${id}-left`}
        label="Value"
        value={condition.left_value}
        onChange={(left_value) => set({ left_value: left_value ?? '' })}
      />
      <select
        aria-label="Comparison"
        disabled={readOnly}
        className={styles.select}
        value={JSON.stringify(operator)}
        onChange={(event) => {
          const next: Operator = JSON.parse(event.target.value);
          const right = 'right_value' in condition ? { right_value: typed(condition.right_value, next) } : {};
          set({ operator: next, ...right });
        }}
      >
        {groups.map(({ title, operators }) => (
          <optgroup key={title} label={title}>
            {operators.map((one) => (
              <option key={JSON.stringify(one)} value={JSON.stringify(one)}>
                {title}: {SIGNS[one.operation] ?? choiceLabel(one.operation)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {!ALONE.has(operator.operation) && (
        <TextInput
          {...text}
          id={`${id}-right`}
          label="Compared with"
          value={condition.right_value}
          onChange={(right) => set({ right_value: typed(right, operator) ?? '' })}
        />
      )}
    </div>
  );
}
