import type { ReactElement } from 'react';
import styles from './filter.module.css';

type SelectBoxProps = {
  readonly label: string;
  /** What can be chosen: a value, and what it is called. */
  readonly choices: Iterable<readonly [value: string, label: string]>;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** One of many things. */
export function SelectBox({ label, choices, value: chosen, onChange }: SelectBoxProps): ReactElement {
  return (
    <select
      aria-label={label}
      className={styles.select}
      value={chosen}
      onChange={({ target }) => onChange(target.value)}
    >
      {[...choices].map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </select>
  );
}
