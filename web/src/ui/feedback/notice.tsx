import type { ReactElement, ReactNode } from 'react';
import { ApiProblem } from '../../lib/api/problem.ts';
import { Button } from '../button/button.tsx';
import { classNames } from '../class-names.ts';
import tones from '../theme/tones.module.css';
import styles from './feedback.module.css';

type NoticeProps = {
  readonly tone?: 'bad' | 'warn' | 'info' | 'ok';
  readonly children: ReactNode;
  readonly action?: ReactNode;
};

/** Something that has to be known here. */
export function Notice({ tone = 'info', children, action }: NoticeProps): ReactElement {
  return (
    <div role={tone === 'bad' ? 'alert' : 'status'} className={classNames(styles.notice, tones[tone])}>
      <div className={styles.noticeText}>{children}</div>
      {action}
    </div>
  );
}

type ErrorNoticeProps = { readonly error: unknown; readonly onRetry?: (() => void) | undefined };

/** What went wrong, what it says to do, and the id to quote. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps): ReactElement {
  const text = error instanceof Error ? error.message : 'Something went wrong.';
  const id = error instanceof ApiProblem ? error.requestId : null;
  const wait = error instanceof ApiProblem ? error.retryAfter : null;
  return (
    <Notice
      tone="bad"
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
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

/** Why a node failed, by its message and code. */
export function FailureNotice({
  message,
  code,
}: {
  readonly message: string;
  readonly code: string | null;
}): ReactElement {
  return (
    <Notice tone="bad">
      <p>{message}</p>
      {code && <code>{code}</code>}
    </Notice>
  );
}
