import type { App } from '../http/app-types.ts';
import { registerDeletionRoutes } from './deletion/deletion.routes.ts';
import type { DeletionDeps } from './deletion/deletion-deps.ts';
import { registerExportRoutes } from './export/export.routes.ts';
import type { ExportDeps } from './export/export-data.ts';
import { registerInvitationRoutes } from './invitations/invitations.routes.ts';
import { registerInvitationPage } from './invitations/page/invitation-page.routes.ts';
import type { InvitationPageDeps } from './invitations/page/invitation-page-deps.ts';
import type { MemberDeps } from './members/member-deps.ts';
import { registerMemberRoutes } from './members/members.routes.ts';
import type { WorkspaceDeps } from './workspace-deps.ts';
import { registerWorkspaceRoutes } from './workspaces.routes.ts';

type AllDeps = WorkspaceDeps & DeletionDeps & MemberDeps & InvitationPageDeps & ExportDeps;

/** The routes of workspaces, and of all that concerns a workspace as a whole. */
export function registerAllOfWorkspaces(app: App, deps: AllDeps): void {
  registerWorkspaceRoutes(app, deps);
  registerDeletionRoutes(app, deps);
  registerMemberRoutes(app, deps);
  registerInvitationRoutes(app, deps);
  registerInvitationPage(app, deps);
  registerExportRoutes(app, deps);
}
