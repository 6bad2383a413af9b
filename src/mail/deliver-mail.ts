import { z } from 'zod';
import type { Vault } from '../security/vault.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Mail } from '../shared/mail.ts';
import { MailRefused } from './mail.errors.ts';
import type { ClaimedMail, MailQueue } from './mail-queue.repository.ts';
import type { SystemMail } from './mailer.ts';

/** Sends a mail by one way. `key` names the mail, for ways that can tell a repetition by that. Throws if it was not taken. */
export type SendMail = (mail: Mail, key: string) => Promise<void>;

export type DeliveryDeps = {
  readonly queue: MailQueue;
  readonly vault: Vault;
  readonly sendMail: SendMail;
  /** The address of the sender. */
  readonly from: string;
  readonly now: Clock;
  readonly log: Log;
};

/** With the pauses between them, six hours: by then each link that a mail may hold is used, asked for again or expired. */
const MAX_TRIES = 12;

/** Mails that one sweep sends. */
const SWEEP_LIMIT = 100;

const systemMailSchema = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string().optional(),
});

/** What a sealed mail is bound to. */
export function mailPurpose(id: string): string {
  return `mail_queue.message:${id}`;
}

export function sealMail({ vault }: Pick<DeliveryDeps, 'vault'>, id: string, mail: SystemMail): Promise<string> {
  return vault.seal(JSON.stringify(mail), mailPurpose(id));
}

async function openMail({ vault, from }: DeliveryDeps, { id, message }: ClaimedMail): Promise<Mail> {
  const {
    to,
    subject,
    text,
    html = null,
  } = systemMailSchema.parse(JSON.parse(await vault.open(message, mailPurpose(id))));
  const people = { from: { email: from, name: 'LinkFlow' }, to: [{ email: to }], cc: [], bcc: [], reply_to: [] };
  return { ...people, subject, text, html, attachments: [] };
}

/** Sends a claimed mail and forgets it. One that fails stays for the next sweep, until it was tried often enough. */
async function deliver(deps: DeliveryDeps, claimed: ClaimedMail): Promise<void> {
  const { queue, sendMail, log } = deps;
  try {
    await sendMail(await openMail(deps, claimed), claimed.id);
  } catch (error) {
    const isOver = claimed.attempts >= MAX_TRIES || (error instanceof MailRefused && error.isFinal);
    const message = isOver
      ? 'A mail could not be sent and is given up.'
      : 'A mail could not be sent; it is tried again.';
    log({ level: isOver ? 'error' : 'warn', message, mail: claimed.id, attempts: claimed.attempts, error });
    if (!isOver) return;
  }
  await queue.remove(claimed.id);
}

/** Sends these mails, as far as they are due and nobody else does. */
export async function deliverThese(deps: DeliveryDeps, ids: readonly string[]): Promise<void> {
  const claimed = await deps.queue.claim(ids, deps.now());
  await Promise.all(claimed.map((mail) => deliver(deps, mail)));
}

/** Sends what is due: what failed before, and what was queued by somebody who could not send it. */
export async function deliverDue(deps: DeliveryDeps): Promise<void> {
  const claimed = await deps.queue.claimDue(SWEEP_LIMIT, deps.now());
  await Promise.all(claimed.map((mail) => deliver(deps, mail)));
}
