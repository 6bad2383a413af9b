import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Door } from '../../features/account/door.tsx';
import { LoginForm } from '../../features/account/login-form.tsx';

export function LoginScreen(): ReactElement {
  const search = useSearch({ from: '/login' });
  const navigate = useNavigate();
  return (
    <Door
      title="Welcome back"
      lead="Sign in to your workflows."
      other={
        <>
          New here?{' '}
          <Link to="/register" search={search}>
            Create an account
          </Link>
        </>
      }
    >
      <LoginForm onSignedIn={() => void navigate({ href: search.next ?? '/' })} />
    </Door>
  );
}
