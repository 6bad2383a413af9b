import { type InputHTMLAttributes, type ReactElement, type ReactNode, useId } from 'react';
import { classNames } from '../class-names.ts';
import styles from './field.module.css';

type FieldProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly children: (props: {
    readonly id: string;
    readonly 'aria-describedby'?: string;
    readonly 'aria-invalid'?: true;
  }) => ReactNode;
};

/** A label, what is filled in, and what is wrong with it. */
function Field({ label, hint, error, children }: FieldProps): ReactElement {
  const id = useId();
  const described = error || hint ? `${id}-more` : undefined;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {children({ id, ...(described && { 'aria-describedby': described }), ...(error && { 'aria-invalid': true }) })}
      {described && (
        <p id={described} className={error ? styles.error : styles.hint}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

type TextFieldProps = InputHTMLAttributes<HTMLInputElement> & {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
};

export function TextField({ label, hint, error, className, ...rest }: TextFieldProps): ReactElement {
  return (
    <Field label={label} hint={hint} error={error}>
      {(props) => <input {...rest} {...props} className={classNames(styles.input, className)} />}
    </Field>
  );
}
