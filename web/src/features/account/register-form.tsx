import { type FormEvent, type ReactElement, useState } from 'react';
import { isProblem } from '../../lib/api/problem.ts';
import { Button } from '../../ui/button/button.tsx';
import { ErrorNotice, Notice } from '../../ui/feedback/notice.tsx';
import { TextField } from '../../ui/field/field.tsx';
import styles from './account.module.css';
import { registerAccount } from './sign-in.ts';

const NOTHING = { first_name: '', email: '', password: '' };

function MailSent({ email }: { readonly email: string }): ReactElement {
  return (
    <Notice tone="ok">
      <p>
        A mail is on its way to <strong>{email}</strong>. Open the link in it, then sign in.
      </p>
      {['127.0.0.1', 'localhost'].includes(location.hostname) && (
        <p>
          On this machine mails are kept at <a href="/dev/mail">/dev/mail</a>.
        </p>
      )}
    </Notice>
  );
}

export function RegisterForm({ onSignedIn }: { readonly onSignedIn: () => void }): ReactElement {
  const [given, setGiven] = useState(NOTHING);
  const [error, setError] = useState<unknown>(null);
  const [state, setState] = useState<'open' | 'busy' | 'mailed'>('open');
  const faultOf = (field: string): string | undefined =>
    isProblem(error) ? error.faults.find(({ path }) => path[0] === field)?.message : undefined;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setState('busy');
    setError(null);
    try {
      if ((await registerAccount(given)) === 'signed_in') onSignedIn();
      else setState('mailed');
    } catch (problem) {
      setError(problem);
      setState('open');
    }
  }

  const field = (name: keyof typeof NOTHING) => ({
    value: given[name],
    error: faultOf(name),
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setGiven({ ...given, [name]: event.target.value }),
  });

  if (state === 'mailed') return <MailSent email={given.email} />;
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextField label="First name" autoComplete="given-name" maxLength={100} {...field('first_name')} />
      <TextField label="Email" type="email" autoComplete="username" required {...field('email')} />
      <TextField
        label="Password"
        type="password"
        autoComplete="new-password"
        required
        minLength={12}
        hint="At least 12 characters. A few words in a row are good."
        {...field('password')}
      />
      {error !== null && <ErrorNotice error={error} />}
      <Button look="primary" type="submit" busy={state === 'busy'}>
        Create account
      </Button>
    </form>
  );
}
