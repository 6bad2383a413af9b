import type { Attempts } from '../../attempts/attempts.repository.ts';
import type { MailPost } from '../../mail/mailer.ts';
import type { RefreshTokens } from '../../security/refresh-tokens.ts';
import type { AccountRepository } from '../accounts.repository.ts';
import type { LinkRepository } from '../links/links.repository.ts';
import type { LinkMaker } from '../links/new-link.ts';
import type { EmailRepository } from './emails.repository.ts';

/** What the use cases of addresses need. */
export type EmailDeps = LinkMaker & {
  readonly accounts: Pick<AccountRepository, 'findById'>;
  readonly emails: EmailRepository;
  readonly accountLinks: LinkRepository;
  readonly attempts: Attempts;
  readonly mailer: MailPost;
  readonly refreshTokens: RefreshTokens;
};
