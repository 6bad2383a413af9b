import { type KeepMailDeps, keepMail } from '../../mail-outbox/keep-mail.ts';
import type { SendMail } from '../deliver-mail.ts';

/** Keeps mails in the local outbox instead of sending them. */
export function keepInOutbox(deps: KeepMailDeps): SendMail {
  return (mail, key) => keepMail(deps, { workspaceId: null, executionId: null, idempotencyKey: key, mail });
}
