import type { FactorDeps } from './factor-deps.ts';

type Notice = { readonly to: string; readonly subject: string; readonly text: string };

const ENDING = 'If that was not you, change your password, end your sessions and look through your factors at once.';

/**
 * Tells the owner of an account what was done with it. What was done stays done when no mail can be sent, and nobody is kept out
 * because of it: that is in the log and, as everything here, in the audit log.
 */
export async function tellOwner(
  deps: Pick<FactorDeps, 'mailer' | 'log'>,
  { to, subject, text }: Notice,
): Promise<void> {
  try {
    await deps.mailer.send({ to, subject, text: `${text}\n\n${ENDING}\n` });
  } catch (error) {
    deps.log({ level: 'warn', message: 'mail.notice_not_sent', error });
  }
}
