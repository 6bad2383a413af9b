import type { ReactElement } from 'react';
import styles from './field.module.css';

type JsonFieldProps = { readonly label: string; readonly value: string; readonly onChange: (text: string) => void };

/** JSON, to be written by hand. */
export function JsonField({ label, value, onChange }: JsonFieldProps): ReactElement {
  return (
    <label className={styles.field}>
      <span className={styles.label}>{label}</span>
      <textarea
        className={styles.json}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
