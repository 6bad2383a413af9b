import { desc, sql } from 'drizzle-orm';
import { mailOutbox } from '../../../src/mail-outbox/mail-outbox.table.ts';
import { testDatabase } from '../test-database.ts';

/** The mails that the platform kept for an address, newest first. */
export async function mailsTo(email: string) {
  const rows = await testDatabase()
    .orm.select()
    .from(mailOutbox)
    .where(sql`${mailOutbox.message} -> 'to' -> 0 ->> 'email' = ${email}`)
    .orderBy(desc(mailOutbox.id));
  return rows.map(({ message }) => message);
}

/** The links in the mails to an address with this in their subject, newest first. */
export async function linksTo(email: string, subject: string): Promise<string[]> {
  const mails = (await mailsTo(email)).filter((mail) => mail.subject.includes(subject));
  return mails.map(({ text }) => /\/account\/[\w-]+\/\S+/.exec(text ?? '')?.[0] ?? '');
}

/** The token of the newest such link. */
export async function tokenTo(email: string, subject: string): Promise<string> {
  const [link = ''] = await linksTo(email, subject);
  return link.split('/').at(-1) ?? '';
}
