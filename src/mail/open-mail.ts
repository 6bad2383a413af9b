import type { SystemDatabase } from '../db/client.ts';
import { createMailOutboxRepository } from '../mail-outbox/mail-outbox.repository.ts';
import type { Egress } from '../security/egress/types.ts';
import type { Vault } from '../security/vault.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import { consoleLog } from '../shared/log.ts';
import { chooseWay, type MailSettings } from './choose-way.ts';
import { createMailer } from './create-mailer.ts';
import { deliverDue } from './deliver-mail.ts';
import { createMailQueue } from './mail-queue.repository.ts';
import type { MailPost } from './mailer.ts';
import type { MailBinding } from './ways/send-by-binding.ts';

type MailParts = {
  readonly db: SystemDatabase;
  readonly settings: MailSettings & { readonly MAIL_FROM: string };
  readonly vault: Vault;
  readonly now: Clock;
  readonly ids: IdSource;
  readonly egress: Egress;
  readonly binding: MailBinding | undefined;
  /** Keeps the request alive for work that outlasts its answer (`waitUntil`). */
  readonly hold: (work: Promise<unknown>) => void;
};

/** The platform's mail. `isLocal`: mails stay here. `sendDueMails`: what the sweep does each minute. */
export type PlatformMail = {
  readonly mailer: MailPost;
  readonly isLocal: boolean;
  readonly sendDueMails: () => Promise<void>;
};

/** Opens the platform's mail. A local outbox is waited for, so that a mail is there when the answer is. */
export function openMail({ db, settings, vault, now, ids, egress, binding, hold }: MailParts): PlatformMail {
  const outbox = { mails: createMailOutboxRepository(db), now, ids };
  const way = chooseWay(settings, { binding, egress, outbox });
  const common = { queue: createMailQueue(db), vault, now, log: consoleLog };
  const delivery = way === null ? null : { ...common, sendMail: way.sendMail, from: settings.MAIL_FROM };
  const isLocal = way?.isLocal === true;
  return {
    mailer: createMailer({ ...common, ids, delivery, hold: isLocal ? null : hold }),
    isLocal,
    sendDueMails: async () => {
      if (delivery !== null) await deliverDue(delivery);
    },
  };
}
