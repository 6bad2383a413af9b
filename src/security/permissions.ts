/**
 * Everything that a workspace route may ask for. One list: routes, roles and API-key scopes use no other names. Beside its
 * route's permission, a change of a workflow that names credentials needs `credentials:use`: whoever draws it decides what is
 * sent with them, and where to.
 */
export const PERMISSIONS = [
  'workspace:read',
  'workspace:manage',
  'workspace:export',
  'workspace:transfer',
  'workspace:delete',
  'members:read',
  'members:manage',
  'workflows:read',
  'workflows:write',
  'workflows:run',
  'executions:read',
  'executions:write',
  'executions:share',
  'alerts:read',
  'alerts:write',
  'credentials:read',
  'credentials:write',
  'credentials:use',
  'credentials:reveal',
  'variables:read',
  'variables:write',
  'api_keys:manage',
  'audit:read',
  'billing:manage',
] as const;

/** One entry of {@link PERMISSIONS}. */
export type Permission = (typeof PERMISSIONS)[number];

/** What a member is in a workspace, weakest first. Each role has all the permissions of those before it. */
export const ROLES = ['viewer', 'member', 'admin', 'owner'] as const;

/** One entry of {@link ROLES}; the values of `workspace_members.role`. */
export type Role = (typeof ROLES)[number];

/** What a service key may be: all but an owner. */
export const SERVICE_ROLES = ['admin', 'member', 'viewer'] as const satisfies readonly Role[];

const ADDED_BY_ROLE: { readonly [role in Role]: readonly Permission[] } = {
  viewer: ['workspace:read', 'members:read', 'workflows:read', 'executions:read', 'alerts:read', 'variables:read'],
  member: [
    'workflows:write',
    'workflows:run',
    'executions:write',
    'executions:share',
    'alerts:write',
    'credentials:read',
    'credentials:write',
    'credentials:use',
    'variables:write',
  ],
  admin: ['workspace:manage', 'members:manage', 'credentials:reveal', 'api_keys:manage', 'audit:read'],
  owner: ['workspace:export', 'workspace:transfer', 'workspace:delete', 'billing:manage'],
};

const BY_ROLE: ReadonlyMap<Role, ReadonlySet<Permission>> = new Map(
  ROLES.map((role, rank) => [role, new Set(ROLES.slice(0, rank + 1).flatMap((weaker) => ADDED_BY_ROLE[weaker]))]),
);

const NOTHING: ReadonlySet<Permission> = new Set();

/** What is still possible in a workspace that is to be deleted: to look at it, to take one's data along, to restore it. */
const WHILE_DELETED: ReadonlySet<Permission> = new Set([
  'workspace:read',
  'workspace:export',
  'workspace:delete',
  'members:read',
]);

/** Who acts, in which workspace, and what they may do there. Made once per request by the authorisation middleware. */
export type Actor = {
  /** `null`: nobody, a service key acts for its workspace. */
  readonly userId: string | null;
  readonly workspaceId: string;
  readonly role: Role;
  readonly permissions: ReadonlySet<Permission>;
  readonly via: 'token' | 'api_key';
  /** The session whose request it is; `null`: that of a key, or none at all. */
  readonly sessionId: string | null;
  /** The API key by which the actor acts; `null`: by none. */
  readonly apiKeyId: string | null;
  readonly ip: string | null;
};

/** All that a role may do. */
export function permissionsOfRole(role: Role): ReadonlySet<Permission> {
  return BY_ROLE.get(role) ?? NOTHING;
}

/** What a role may do in a workspace as it stands: hardly anything while it is to be deleted. */
export function permissionsInWorkspace(
  role: Role,
  { beingDeleted }: { readonly beingDeleted: boolean },
): ReadonlySet<Permission> {
  const all = permissionsOfRole(role);
  return beingDeleted ? new Set([...all].filter((permission) => WHILE_DELETED.has(permission))) : all;
}

/** What an API key may do: its scopes, as far as its owner's role still allows them. Unknown scopes count for nothing. */
export function permissionsOfKey(role: Role, scopes: readonly string[]): ReadonlySet<Permission> {
  const wanted = new Set(scopes);
  return new Set([...permissionsOfRole(role)].filter((permission) => wanted.has(permission)));
}
