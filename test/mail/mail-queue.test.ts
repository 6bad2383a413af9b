import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMailer } from '../../src/mail/create-mailer.ts';
import { deliverDue, type SendMail } from '../../src/mail/deliver-mail.ts';
import { MailRefused } from '../../src/mail/mail.errors.ts';
import { createMailQueue } from '../../src/mail/mail-queue.repository.ts';
import { mailQueue } from '../../src/mail/mail-queue.table.ts';
import { createVault } from '../../src/security/vault.ts';
import { newId } from '../../src/shared/ids.ts';
import type { LogEntry } from '../../src/shared/log.ts';
import { testDatabase } from '../support/test-database.ts';

const db = testDatabase();
const MINUTE = 60_000;
const MAIL = { to: 'ada@example.com', subject: 'Hi', text: 'https://flows.example.com/account/reset-password/secret' };

/** A mailer of its own time, whose way out `answers` decides, mail by mail. */
function mailing(answers: (count: number) => void) {
  // Its mails are due in a year of their own, before those of all other tests.
  let now = Date.UTC(2001, 0) + Math.floor(Math.random() * 1e9) * 10;
  const sent: { readonly key: string; readonly to: string; readonly text: string | null }[] = [];
  const logged: LogEntry[] = [];
  let count = 0;
  const sendMail: SendMail = async (mail, key) => {
    count += 1;
    answers(count);
    sent.push({ key, to: mail.to[0]?.email ?? '', text: mail.text });
  };
  const common = {
    queue: createMailQueue(db),
    vault: createVault(env.ENCRYPTION_KEY),
    now: () => now,
    log: (entry: LogEntry) => void logged.push(entry),
  };
  const delivery = { ...common, sendMail, from: 'no-reply@example.com' };
  const mailer = createMailer({ ...common, ids: newId, delivery, hold: null });
  return {
    mailer,
    sent,
    logged,
    pass: (ms: number): void => {
      now += ms;
    },
    sweep: () => deliverDue(delivery),
    tries: () => count,
  };
}

async function queued(subject: ReturnType<typeof mailing>): Promise<string> {
  const mail = await subject.mailer.prepare(MAIL);
  await createMailQueue(db).add(mail);
  await subject.mailer.dispatch([mail]);
  return mail.id;
}

function isQueued(id: string): Promise<number> {
  return db.orm.$count(mailQueue, eq(mailQueue.id, id));
}

function fail(): void {
  throw new MailRefused('resend', 503);
}

describe('a mail of the platform', () => {
  // What other tests leave behind would be tried as well.
  beforeEach(async () => {
    await db.orm.delete(mailQueue);
  });

  it('is sent at once, by its id, and forgotten', async () => {
    const mails = mailing(() => undefined);
    const id = await queued(mails);
    expect(mails.sent).toEqual([{ key: id, to: MAIL.to, text: MAIL.text }]);
    expect(await isQueued(id)).toBe(0);
  });

  it('is sealed while it waits, and in no line of the log', async () => {
    const mails = mailing(fail);
    const id = await queued(mails);
    const [row] = await db.orm.select().from(mailQueue).where(eq(mailQueue.id, id));
    expect(row?.message).toMatch(/^v\d+\./);
    expect(JSON.stringify([row, mails.logged])).not.toContain('secret');
    expect(JSON.stringify(mails.logged)).not.toContain('ada@');
  });

  it('is tried again by the sweep, at growing distances, until it is taken', async () => {
    const mails = mailing((count) => {
      if (count < 3) fail();
    });
    const id = await queued(mails);
    await mails.sweep();
    expect(mails.tries()).toBe(1);
    mails.pass(MINUTE);
    await mails.sweep();
    expect(mails.tries()).toBe(2);
    mails.pass(MINUTE);
    await mails.sweep();
    expect(mails.tries()).toBe(2);
    mails.pass(MINUTE);
    await mails.sweep();
    expect(mails.sent).toMatchObject([{ key: id }]);
    expect(await isQueued(id)).toBe(0);
  });

  it('is given up in the end, and that is told', async () => {
    const mails = mailing(fail);
    const id = await queued(mails);
    for (let hours = 0; hours < 20; hours += 1) {
      mails.pass(60 * MINUTE);
      await mails.sweep();
    }
    expect(mails.tries()).toBe(12);
    expect(mails.logged.at(-1)).toMatchObject({ level: 'error', mail: id });
    expect(await isQueued(id)).toBe(0);
  });

  it('is given up at once where the provider will never take it', async () => {
    const mails = mailing(() => {
      throw new MailRefused('resend', 422);
    });
    expect(await isQueued(await queued(mails))).toBe(0);
  });

  it('is sent once, however many send at the same time', async () => {
    const mails = mailing(() => undefined);
    const mail = await mails.mailer.prepare(MAIL);
    await createMailQueue(db).add(mail);
    await Promise.all([1, 2, 3, 4].map(() => mails.mailer.dispatch([mail])));
    await mails.sweep();
    expect(mails.tries()).toBe(1);
  });
});

describe('a mailer without a way', () => {
  const deps = {
    queue: createMailQueue(db),
    vault: createVault(env.ENCRYPTION_KEY),
    now: Date.now,
    log: () => undefined,
  };
  const mailer = createMailer({ ...deps, ids: newId, delivery: null, hold: null });

  it('says so', async () => {
    expect(mailer.isReady).toBe(false);
    await expect(mailer.send(MAIL)).rejects.toMatchObject({ code: 'mail.not_configured', status: 503 });
  });
});
