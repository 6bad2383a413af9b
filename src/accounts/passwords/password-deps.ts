import type { Attempts } from '../../attempts/attempts.repository.ts';
import type { MailPost } from '../../mail/mailer.ts';
import type { Passwords } from '../../security/passwords.ts';
import type { LinkRepository } from '../links/links.repository.ts';
import type { LinkMaker } from '../links/new-link.ts';
import type { PasswordRepository } from './passwords.repository.ts';

/** What the use cases of passwords need. */
export type PasswordDeps = LinkMaker & {
  readonly passwordRows: PasswordRepository;
  readonly passwords: Passwords;
  readonly accountLinks: LinkRepository;
  readonly attempts: Attempts;
  readonly mailer: MailPost;
};
