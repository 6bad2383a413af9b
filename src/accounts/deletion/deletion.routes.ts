import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { type DeletionDeps, deleteAccount } from './delete-account.ts';

const deleteMe = defineRoute({
  operationId: 'delete_me',
  summary: 'Delete my account',
  description:
    'Deletes the user, with all workspaces in which nobody else is. The email becomes free. Nothing brings it back.',
  tags: ['Users'],
  method: 'delete',
  path: '/api/v1/users/me',
  permission: 'authenticated',
  stepUp: true,
  responses: {
    204: { description: 'Deleted.' },
    409: problem('`accounts.sole_owner`: others are in workspaces that only this user owns; `errors` names them.'),
  },
});

export function registerDeletionRoutes(app: App, deps: DeletionDeps): void {
  app.openapi(deleteMe, async (c) => {
    await deleteAccount(deps, c.var.user);
    return c.body(null, 204);
  });
}
