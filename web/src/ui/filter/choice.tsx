import type { ReactElement } from 'react';
import styles from './filter.module.css';

type ChoiceProps = {
  readonly legend: string;
  readonly name: string;
  /** What can be chosen: a value, and what it is called. */
  readonly choices: readonly (readonly [value: string, label: string])[];
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** One of few things, all of them in sight. */
export function Choice({ legend, name, choices, value: chosen, onChange }: ChoiceProps): ReactElement {
  return (
    <fieldset className={styles.choice}>
      <legend>{legend}</legend>
      {choices.map(([value, label]) => (
        <label key={label}>
          <input type="radio" name={name} checked={chosen === value} onChange={() => onChange(value)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
