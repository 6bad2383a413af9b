import type { ReactElement } from 'react';
import { classNames } from '../class-names.ts';
import styles from './toggle-row.module.css';

type ToggleRowProps<Value extends string> = {
  readonly label: string;
  /** `note`: what stands lightly behind the label. */
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly note?: number | undefined }[];
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
  readonly className?: string | undefined;
};

/** Buttons in a row, one of which is pressed: what is shown below them. */
export function ToggleRow<Value extends string>(props: ToggleRowProps<Value>): ReactElement {
  const { label, choices, value: pressed, onChange, className } = props;
  return (
    <div role="toolbar" aria-label={label} className={classNames(styles.row, className)}>
      {choices.map(({ value, label: name, note }) => (
        <button key={value} type="button" aria-pressed={pressed === value} onClick={() => onChange(value)}>
          {name} {note !== undefined && <span>{note}</span>}
        </button>
      ))}
    </div>
  );
}
