import { type DatabaseRole, ROLE_NAMES } from './roles.ts';
import type { TenantContext } from './tenant-context.ts';

/** A statement and its parameters. */
export type RoleStatement = { readonly text: string; readonly params: readonly string[] };

/** Whose user is somebody, but no person: so no row is theirs. */
const NO_PERSON = '00000000-0000-0000-0000-000000000000';

/** Whether whoever logs in by this URL has the role from the start, and can take on no other. */
export function logsInAs(url: string, role: DatabaseRole): boolean {
  return URL.parse(url)?.username === ROLE_NAMES[role];
}

type Wish = {
  readonly role: DatabaseRole;
  /** Whether the role has to be taken on first. */
  readonly assume: boolean;
  readonly context: TenantContext | null;
};

/**
 * What goes before other statements, in their transaction: takes on the role, and says on whose behalf they run. `null`: nothing has
 * to be said. People's statements without a context see nothing.
 */
export function roleStatement({ role, assume, context }: Wish): RoleStatement | null {
  const settings: [name: string, value: string][] = [];
  if (assume) settings.push(['role', ROLE_NAMES[role]]);
  if (role !== 'system') settings.push(...contextSettings(role, context));
  if (settings.length === 0) return null;
  const calls = settings.map(([name], place) => `set_config('${name}', $${place + 1}, true)`);
  return { text: `SELECT ${calls.join(', ')}`, params: settings.map(([, value]) => value) };
}

/** Who is to be found out has no context yet; then authentication needs to say nothing. */
function contextSettings(role: DatabaseRole, context: TenantContext | null): [string, string][] {
  if (context === null && role === 'auth') return [];
  const user = context === null ? '' : (context.userId ?? NO_PERSON);
  const settings: [string, string][] = [['linkflow.user_id', user]];
  if (role === 'people') settings.push(['linkflow.workspace_id', context?.workspaceId ?? '']);
  return settings;
}
