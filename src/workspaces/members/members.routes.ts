import { z } from '@hono/zod-openapi';
import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { idParameter, jsonBody, jsonResponse, workspacePath } from '../../http/route-parts.ts';
import { pageQuery, pageSchema } from '../../shared/pagination.ts';
import { changeRole } from './change-role.ts';
import { listMembers } from './list-members.ts';
import type { MemberDeps } from './member-deps.ts';
import { memberSchema, roleChangeSchema, transferSchema } from './members.schemas.ts';
import { leaveWorkspace, removeMember } from './remove-member.ts';
import { transferOwnership } from './transfer-ownership.ts';

const tags = ['Members'];
const path = '/api/v1/workspaces/{workspace_id}';
const memberPath = workspacePath.extend({ user_id: idParameter('The member.') });

const memberProblems = {
  403: problem('`members.owner_required`: owners are made, lowered and removed by owners alone. `permissions.denied`.'),
  409: problem('`members.last_owner`: nobody else owns the workspace. `members.changed_meanwhile`: look again.'),
};

const list = defineRoute({
  operationId: 'list_members',
  summary: 'List members',
  description: 'Who belongs to the workspace, in the order in which they joined.',
  tags,
  method: 'get',
  path: `${path}/members`,
  permission: 'members:read',
  request: { params: workspacePath, query: z.strictObject(pageQuery) },
  responses: { 200: jsonResponse('One page of members.', pageSchema(memberSchema)) },
});

const change = defineRoute({
  operationId: 'change_member_role',
  summary: 'Change the role of a member',
  description: 'It counts from the next request of the member on.',
  tags,
  method: 'patch',
  path: `${path}/members/{user_id}`,
  permission: 'members:manage',
  request: { params: memberPath, body: jsonBody(roleChangeSchema) },
  responses: { 200: jsonResponse('The member as changed.', memberSchema), ...memberProblems },
});

const remove = defineRoute({
  operationId: 'remove_member',
  summary: 'Remove a member',
  description: 'Ends the membership, the API keys of the member and the invitations that they sent.',
  tags,
  method: 'delete',
  path: `${path}/members/{user_id}`,
  permission: 'members:manage',
  request: { params: memberPath },
  responses: { 204: { description: 'Removed.' }, ...memberProblems },
});

const leave = defineRoute({
  operationId: 'leave_workspace',
  summary: 'Leave a workspace',
  description: 'Ends the membership of the caller. The last owner cannot leave. Not for API keys.',
  tags,
  method: 'post',
  path: `${path}/leave`,
  permission: 'workspace:read',
  request: { params: workspacePath },
  responses: { 204: { description: 'Left.' }, ...memberProblems },
});

const transfer = defineRoute({
  operationId: 'transfer_workspace',
  summary: 'Transfer the ownership of a workspace',
  description: 'Makes another member the owner, and the caller an admin or whatever they choose to be.',
  tags,
  method: 'post',
  path: `${path}/transfer`,
  permission: 'workspace:transfer',
  stepUp: true,
  request: { params: workspacePath, body: jsonBody(transferSchema) },
  responses: {
    204: { description: 'Transferred.' },
    409: problem('`members.transfer_to_self`: the caller is the owner already.'),
  },
});

export function registerMemberRoutes(app: App, deps: MemberDeps): void {
  app.openapi(list, async (c) => c.json(await listMembers(deps, c.var.actor, c.req.valid('query')), 200));
  app.openapi(change, async (c) => {
    const choice = { userId: c.req.valid('param').user_id, role: c.req.valid('json').role };
    return c.json(await changeRole(deps, c.var.actor, choice), 200);
  });
  app.openapi(remove, async (c) => {
    await removeMember(deps, c.var.actor, c.req.valid('param').user_id);
    return c.body(null, 204);
  });
  app.openapi(leave, async (c) => {
    await leaveWorkspace(deps, c.var.actor);
    return c.body(null, 204);
  });
  app.openapi(transfer, async (c) => {
    await transferOwnership(deps, c.var.actor, c.req.valid('json'));
    return c.body(null, 204);
  });
}
