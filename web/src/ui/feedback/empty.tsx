import type { ReactElement, ReactNode } from 'react';
import styles from './feedback.module.css';

type EmptyProps = {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

/** A place where nothing is yet, and what to do about that. */
export function Empty({ icon, title, children, action }: EmptyProps): ReactElement {
  return (
    <div className={styles.empty}>
      {icon && <span className={styles.emptyIcon}>{icon}</span>}
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action && <div className={styles.emptyAction}>{action}</div>}
    </div>
  );
}

/** Something is on its way; said aloud only if it takes a while. */
export function Loading({ label = 'Loading' }: { readonly label?: string }): ReactElement {
  return (
    <div className={styles.loading} role="status">
      <span className={styles.bar} aria-hidden="true" />
      <span className={styles.loadingText}>{label} …</span>
    </div>
  );
}
