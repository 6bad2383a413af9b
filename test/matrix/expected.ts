import { PERMISSIONS, permissionsOfKey, permissionsOfRole, type Role } from '../../src/security/permissions.ts';
import type { Operation } from '../support/operations.ts';

/** What a caller is to a workspace. */
export type Standing =
  | { readonly type: 'anonymous' }
  /** A session that is over, or whose user is suspended. */
  | { readonly type: 'ended_session' }
  | { readonly type: 'ended_key' }
  | { readonly type: 'stranger' }
  | { readonly type: 'member'; readonly role: Role }
  /** A member in a workspace that asks for a second factor, which the session did not pass. */
  | { readonly type: 'without_factor' }
  | { readonly type: 'key'; readonly role: Role; readonly scopes: readonly string[] };

/** Why a request is refused for who sends it, whatever it says. */
export type Refusal = { readonly status: number; readonly code: string };

const UNKNOWN: Refusal = { status: 401, code: 'auth.unauthenticated' };
const SESSION_ONLY: Refusal = { status: 403, code: 'permissions.session_required' };
const DENIED: Refusal = { status: 403, code: 'permissions.denied' };
const HIDDEN: Refusal = { status: 404, code: 'workspaces.not_found' };
const FACTOR: Refusal = { status: 403, code: 'auth.factor_required' };

/** The codes of all such answers: who may do something gets none of them. */
export const REFUSALS: readonly string[] = [UNKNOWN, SESSION_ONLY, DENIED, HIDDEN, FACTOR].map(({ code }) => code);

/** The answer that the table of permissions says; `null`: the caller may. */
export function expectedRefusal(operation: Operation, standing: Standing): Refusal | null {
  if (operation.permission === 'public') return null;
  if (operation.permission === 'authenticated') return outsideWorkspaces(standing);
  switch (standing.type) {
    case 'anonymous':
    case 'ended_session':
    case 'ended_key':
      return UNKNOWN;
    case 'stranger':
      return HIDDEN;
    case 'without_factor':
      return FACTOR;
    case 'member':
      return has(permissionsOfRole(standing.role), operation) ? null : DENIED;
    case 'key':
      if (!has(permissionsOfKey(standing.role, standing.scopes), operation)) return DENIED;
      return operation.stepUp ? SESSION_ONLY : null;
  }
}

function outsideWorkspaces({ type }: Standing): Refusal | null {
  if (type === 'key' || type === 'ended_key') return SESSION_ONLY;
  return type === 'anonymous' || type === 'ended_session' ? UNKNOWN : null;
}

function has(permissions: ReadonlySet<string>, { name, permission }: Operation): boolean {
  if (!PERMISSIONS.some((known) => known === permission))
    throw new Error(`${name} asks for ${permission}, which is no permission.`);
  return permissions.has(permission);
}
