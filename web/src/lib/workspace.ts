import { createContext, useContext } from 'react';
import type { OpenWorkspace, User } from './api/schema.gen.ts';

/** Where a page is, and who looks at it. `path` is where the API has what belongs to the workspace. */
export type WorkspaceView = { readonly user: User; readonly workspace: OpenWorkspace; readonly path: string };

export const WorkspaceContext = createContext<WorkspaceView | null>(null);

/** The workspace that the page is in. Throws outside of one. */
export function useWorkspace(): WorkspaceView {
  const view = useContext(WorkspaceContext);
  if (view === null) throw new Error('This belongs into a workspace.');
  return view;
}

/** Whether the person may do this here. */
export function useMay(permission: OpenWorkspace['permissions'][number]): boolean {
  return useWorkspace().workspace.permissions.includes(permission);
}
