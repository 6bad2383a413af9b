import { triesFrom } from '../attempts/address-tries.ts';
import { auditEntry } from '../audit/audited-change.ts';
import { permissionsOfRole } from '../security/permissions.ts';
import { cutText } from '../shared/text/cut-text.ts';
import { readSettings } from '../workspaces/workspace-settings.ts';
import type { Workspace } from '../workspaces/workspaces.schemas.ts';
import type { AccountDeps, ClientInfo } from './account-deps.ts';
import { emailTaken } from './accounts.errors.ts';
import type { Registered, Registration, User } from './accounts.schemas.ts';
import { openSession } from './sessions/open-session.ts';

/** Creates a user with a workspace of their own and a first session, all of it or nothing. */
export async function registerUser(
  deps: AccountDeps,
  client: ClientInfo,
  { password, ...names }: Registration,
): Promise<Registered> {
  await deps.attempts.take(triesFrom('register.address', client.ip));
  const passwordHash = await deps.passwords.hash(password);
  const now = deps.now();
  const user = newUser(deps.ids(now), names, now);
  const workspace = personalWorkspace(deps.ids(now), user);
  const { session, tokens } = await openSession(deps, { id: user.id, client }, now);
  const actor = {
    userId: user.id,
    workspaceId: workspace.id,
    role: 'owner',
    permissions: permissionsOfRole('owner'),
    via: 'token',
    apiKeyId: null,
    ip: client.ip,
  } as const;
  const change = { action: 'accounts.registered', target_type: 'user', target_id: user.id } as const;
  const audit = auditEntry(actor, { ...change, id: deps.ids(now), now });
  const stored = await deps.accounts.register({
    user,
    passwordHash,
    workspace,
    membershipId: deps.ids(now),
    session,
    audit,
  });
  if (!stored) throw emailTaken();
  return { user, workspace, tokens };
}

function newUser(id: string, names: Omit<Registration, 'password'>, now: number): User {
  const moment = new Date(now).toISOString();
  return { id, ...names, email_verified: false, mfa_enabled: false, created_at: moment, updated_at: moment };
}

function personalWorkspace(id: string, user: User): Workspace {
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
