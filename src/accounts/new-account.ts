import { triesFrom } from '../attempts/address-tries.ts';
import { accountEntry } from '../audit/account-entry.ts';
import type { MailPost } from '../mail/mailer.ts';
import { cutText } from '../shared/text/cut-text.ts';
import { readSettings } from '../workspaces/workspace-settings.ts';
import type { Workspace } from '../workspaces/workspaces.schemas.ts';
import type { AccountDeps, ClientInfo } from './account-deps.ts';
import type { NewAccount } from './accounts.repository.ts';
import type { Registration, User } from './accounts.schemas.ts';
import { verificationMail } from './links/account-mails.ts';
import { type LinkMaker, newLink } from './links/new-link.ts';
import { noticesOf } from './links/notices.ts';
import { assertGoodPassword } from './passwords/check-password.ts';

/** What registering needs. */
export type RegistrationDeps = AccountDeps & LinkMaker & { readonly mailer: MailPost };

/** An account as it is to be stored, but for what depends on how it begins. */
type Drafted = Omit<NewAccount, 'status' | 'session' | 'taken_mails'>;

/** The rows of a new user with a workspace of their own, and the mail that confirms their address. Throws `passwords.*`, 429. */
export async function draftAccount(
  deps: RegistrationDeps,
  { ip }: ClientInfo,
  { password, email, first_name, last_name }: Registration,
): Promise<Drafted> {
  await deps.attempts.take(triesFrom('register.address', ip));
  assertGoodPassword(password, { email, names: [first_name, last_name] });
  const passwordHash = await deps.passwords.hash(password);
  const now = deps.now();
  const user = newUser(deps.ids(now), { email, first_name, last_name }, now);
  const { url, row } = newLink(deps, 'verify_email', email);
  const workspace = personalWorkspace(deps.ids(now), user);
  const entry = accountEntry({ id: deps.ids(now), now, action: 'accounts.registered', userId: user.id, ip });
  return {
    user,
    passwordHash,
    workspace,
    plan_limits: deps.plans.limitsOf('free'),
    membershipId: deps.ids(now),
    links: [{ ...row, password_hash: passwordHash }],
    mails: await noticesOf(deps.mailer, [verificationMail(email, url)]),
    audit: { ...entry, workspace_id: workspace.id, details: { via: 'token' } },
  };
}

export function newUser(
  id: string,
  names: Pick<Registration, 'email' | 'first_name' | 'last_name'>,
  now: number,
): User {
  const moment = new Date(now).toISOString();
  return { id, ...names, email_verified: false, mfa_enabled: false, created_at: moment, updated_at: moment };
}

export function personalWorkspace(id: string, user: User): Workspace {
  const name = user.first_name === '' ? 'My workspace' : `${cutText(user.first_name, 80)}'s workspace`;
  const { created_at, updated_at } = user;
  return {
    id,
    owner_id: user.id,
    name,
    slug: `personal-${id}`,
    plan_id: 'free',
    is_personal: true,
    max_running: null,
    settings: readSettings({}),
    role: 'owner',
    created_at,
    updated_at,
    deleted_at: null,
    deletes_at: null,
  };
}
