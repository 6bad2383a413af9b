import { type RandomBytes, randomSecret } from '../../security/random.ts';
import { hashSecret } from '../../security/secret-hash.ts';
import type { Clock } from '../../shared/clock.ts';
import type { IdSource } from '../../shared/ids.ts';
import { publicAddress } from '../../shared/public-address.ts';
import type { LinkPurpose, LinkRow } from './link-row.ts';

/** What makes links. */
export type LinkMaker = {
  readonly random: RandomBytes;
  readonly ids: IdSource;
  readonly now: Clock;
  /** Where this server is reached; empty: links are paths. */
  readonly publicUrl: string;
};

/** `url` goes into the mail alone, `row` into the database. */
type NewLink = { readonly url: string; readonly row: LinkRow };

const HOUR = 60 * 60 * 1000;

/** How long a link is good for, in milliseconds. */
const LIFETIMES: { readonly [purpose in LinkPurpose]: number } = {
  verify_email: 72 * HOUR,
  change_email: 24 * HOUR,
  reset_password: HOUR,
};

/** The pages that take the links, below `/account`. */
const PAGES: { readonly [purpose in LinkPurpose]: string } = {
  verify_email: 'verify-email',
  change_email: 'verify-email',
  reset_password: 'reset-password',
};

/** Makes a link for whoever reads the mails of this address. */
export function newLink({ random, ids, now, publicUrl }: LinkMaker, purpose: LinkPurpose, email: string): NewLink {
  const token = randomSecret(random);
  const createdAt = now();
  const row = {
    id: ids(createdAt),
    purpose,
    token_hash: hashSecret(token),
    email,
    expires_at: new Date(createdAt + LIFETIMES[purpose]).toISOString(),
    created_at: new Date(createdAt).toISOString(),
  };
  return { url: publicAddress(publicUrl, `/account/${PAGES[purpose]}/${token}`), row };
}
