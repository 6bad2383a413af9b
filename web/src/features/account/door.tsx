import type { ReactElement, ReactNode } from 'react';
import { Logo } from '../../ui/icon/logo.tsx';
import styles from './account.module.css';

type DoorProps = {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
  readonly other: ReactNode;
};

/** The frame of the pages by which people come in. */
export function Door({ title, lead, children, other }: DoorProps): ReactElement {
  return (
    <main className={styles.door}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <Logo size={34} />
          <span>LinkFlow</span>
        </div>
        <div>
          <h1>{title}</h1>
          <p className={styles.lead}>{lead}</p>
        </div>
        {children}
        <p className={styles.other}>{other}</p>
      </div>
    </main>
  );
}
