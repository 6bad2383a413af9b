import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Door } from '../../features/account/door.tsx';
import { RegisterForm } from '../../features/account/register-form.tsx';

export function RegisterScreen(): ReactElement {
  const search = useSearch({ from: '/register' });
  const navigate = useNavigate();
  return (
    <Door
      title="Create your account"
      lead="Draw a workflow, run it, watch it. Your first one takes a minute."
      other={
        <>
          Already have one?{' '}
          <Link to="/login" search={search}>
            Sign in
          </Link>
        </>
      }
    >
      <RegisterForm onSignedIn={() => void navigate({ href: search.next ?? '/' })} />
    </Door>
  );
}
