import { lazy, type ReactElement, Suspense, useEffect, useState } from 'react';
import { onSessionEnd } from '../lib/api/session.ts';
import { useWorkspace } from '../lib/workspace.ts';
import { Dialog } from '../ui/dialog/dialog.tsx';
import { toast } from '../ui/toast/toasts.ts';

const LoginForm = lazy(() =>
  import('../features/account/login-form.tsx').then((file) => ({ default: file.LoginForm })),
);

/** When a session ends while somebody works: they sign in over the page, and nothing that they typed is gone. */
export function SessionEnded(): ReactElement | null {
  const { user } = useWorkspace();
  const [ended, setEnded] = useState(false);
  useEffect(() => onSessionEnd(() => setEnded(true)), []);
  if (!ended) return null;
  return (
    <Dialog title="Your session has ended" width="narrow" onClose={() => setEnded(false)}>
      <p>Sign in again to go on. What you see here is kept.</p>
      <Suspense>
        <LoginForm
          email={user.email}
          onSignedIn={() => {
            setEnded(false);
            toast('You are signed in again.');
          }}
        />
      </Suspense>
    </Dialog>
  );
}
