import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Empty } from '../ui/feedback/empty.tsx';
import { ErrorNotice } from '../ui/feedback/notice.tsx';

export function PageError({ error, reset }: ErrorComponentProps): ReactElement {
  return (
    <Empty title="This page can’t be shown">
      <ErrorNotice error={error} onRetry={reset} />
    </Empty>
  );
}

export function PageMissing(): ReactElement {
  return (
    <Empty title="There is no such page" action={<Link to="/">Go to your workflows</Link>}>
      The address may be old, or not complete.
    </Empty>
  );
}
