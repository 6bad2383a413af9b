import type { ReactElement, ReactNode } from 'react';
import { ApiProblem } from '../../lib/api/problem.ts';
import { classNames } from '../class-names.ts';
import styles from './feedback.module.css';

type NoticeProps = {
  readonly tone?: 'bad' | 'warn' | 'info' | 'ok';
  readonly children: ReactNode;
  readonly action?: ReactNode;
};

/** Something that has to be known here. */
export function Notice({ tone = 'info', children, action }: NoticeProps): ReactElement {
  return (
    <div role={tone === 'bad' ? 'alert' : 'status'} className={classNames(styles.notice, styles[tone])}>
      <div className={styles.noticeText}>{children}</div>
      {action}
    </div>
  );
}

/** What went wrong, what it says to do, and the id to quote. */
export function ErrorNotice({ error, action }: { readonly error: unknown; readonly action?: ReactNode }): ReactElement {
  const text = error instanceof Error ? error.message : 'Something went wrong.';
  const id = error instanceof ApiProblem ? error.requestId : null;
  const wait = error instanceof ApiProblem ? error.retryAfter : null;
  return (
    <Notice tone="bad" action={action}>
      <p>
        {text}
        {wait !== null && ` Try again in ${wait} s.`}
      </p>
      {id && (
        <p className={styles.requestId}>
          Request <code>{id}</code>
        </p>
      )}
    </Notice>
  );
}
