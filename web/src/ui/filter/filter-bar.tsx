import type { ReactElement, ReactNode } from 'react';
import styles from './filter.module.css';

/** What narrows a list down. */
export function FilterBar({ children }: { readonly children: ReactNode }): ReactElement {
  return <search className={styles.bar}>{children}</search>;
}
