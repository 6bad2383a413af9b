import type { IdSource } from '../shared/ids.ts';
import { type DeliveryDeps, deliverThese, sealMail } from './deliver-mail.ts';
import { mailNotConfigured } from './mail.errors.ts';
import type { MailPost, QueuedMail, SystemMail } from './mailer.ts';

type MailerDeps = Pick<DeliveryDeps, 'queue' | 'vault' | 'now' | 'log'> & {
  readonly ids: IdSource;
  /** How mails are sent; `null`: not at all. */
  readonly delivery: DeliveryDeps | null;
  /** Keeps the request alive for the work (`waitUntil`); `null`: whoever dispatches waits for it. */
  readonly hold: ((work: Promise<unknown>) => void) | null;
};

/** Mails are stored before anything else, so that a provider that is away, or a Worker that dies, costs time alone. */
export function createMailer(deps: MailerDeps): MailPost {
  const { queue, now, ids, delivery, hold, log } = deps;

  function assertReady(): void {
    if (delivery === null) throw mailNotConfigured();
  }

  async function prepare(mail: SystemMail): Promise<QueuedMail> {
    const createdAt = now();
    const id = ids(createdAt);
    return { id, message: await sealMail(deps, id, mail), created_at: new Date(createdAt).toISOString() };
  }

  async function deliver(mails: readonly QueuedMail[]): Promise<void> {
    if (delivery === null || mails.length === 0) return;
    try {
      await deliverThese(
        delivery,
        mails.map(({ id }) => id),
      );
    } catch (error) {
      log({ level: 'warn', message: 'Mails were not sent; the next sweep sends them.', error });
    }
  }

  async function dispatch(mails: readonly QueuedMail[]): Promise<void> {
    if (hold === null) await deliver(mails);
    else hold(deliver(mails));
  }

  return {
    isReady: delivery !== null,
    assertReady,
    prepare,
    dispatch,
    async send(mail) {
      assertReady();
      const queued = await prepare(mail);
      await queue.add(queued);
      await dispatch([queued]);
    },
  };
}
