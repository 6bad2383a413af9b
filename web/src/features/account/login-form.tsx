import { type FormEvent, type ReactElement, useState } from 'react';
import { Button } from '../../ui/button/button.tsx';
import { ErrorNotice } from '../../ui/feedback/notice.tsx';
import { TextField } from '../../ui/field/field.tsx';
import styles from './account.module.css';
import { logIn, passFactor, type SignIn } from './sign-in.ts';

type LoginFormProps = { readonly email?: string; readonly onSignedIn: () => void };

/** Email and password and, for whoever has a second factor, its code. */
export function LoginForm({ email: known = '', onSignedIn }: LoginFormProps): ReactElement {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [ticket, setTicket] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  async function proceed(step: () => Promise<SignIn>): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      const outcome = await step();
      if (outcome.type === 'factor') setTicket(outcome.ticket.ticket);
      else onSignedIn();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    void proceed(() => (ticket === null ? logIn(email, password) : passFactor(ticket, code.replaceAll(/\s/g, ''))));
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      {ticket === null ? (
        <>
          <TextField
            label="Email"
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <TextField
            label="Password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </>
      ) : (
        <TextField
          label="Code"
          hint="From your authenticator app, or one of your recovery codes."
          autoComplete="one-time-code"
          autoFocus
          required
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      )}
      {error !== null && <ErrorNotice error={error} />}
      <Button look="primary" type="submit" busy={busy}>
        {ticket === null ? 'Sign in' : 'Confirm'}
      </Button>
    </form>
  );
}
