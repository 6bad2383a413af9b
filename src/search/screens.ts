import type { Permission } from '../security/permissions.ts';
import type { Screen } from './search.schemas.ts';

type KnownScreen = Screen & { readonly words: string; readonly permission: Permission };

/** The pages of a workspace that can be opened by themselves, and by what people look for them. */
export const SCREENS: readonly KnownScreen[] = [
  { path: '/workflows', name: 'Workflows', words: 'home list drafts import', permission: 'workflows:read' },
  { path: '/templates', name: 'Templates', words: 'examples begin start', permission: 'workflows:read' },
  {
    path: '/executions',
    name: 'Executions',
    words: 'runs history log failed errors waiting',
    permission: 'executions:read',
  },
];

/** The pages whose name or words have a word that begins with the text. */
export function findScreens(text: string, permissions: ReadonlySet<Permission>): readonly Screen[] {
  const wanted = text.toLowerCase();
  return SCREENS.filter(({ name, words, permission }) => {
    const known = `${name} ${words}`.toLowerCase().split(' ');
    return permissions.has(permission) && known.some((word) => word.startsWith(wanted));
  }).map(({ path, name }) => ({ path, name }));
}
