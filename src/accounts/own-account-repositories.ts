import type { AuthDatabase } from '../db/client.ts';
import { createAccountRepository } from './accounts.repository.ts';
import { createDeletionRepository } from './deletion/deletion.repository.ts';
import { createEmailRepository } from './emails/emails.repository.ts';
import { createLinkRepository } from './links/links.repository.ts';
import { createPasswordRepository } from './passwords/passwords.repository.ts';

/** What an account is changed by. */
export function createOwnAccountRepositories(db: AuthDatabase) {
  return {
    accounts: createAccountRepository(db),
    accountLinks: createLinkRepository(db),
    passwordRows: createPasswordRepository(db),
    emails: createEmailRepository(db),
    accountDeletions: createDeletionRepository(db),
  };
}
