import { z } from '@hono/zod-openapi';
import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { idParameter, jsonBody, jsonResponse, workspacePath } from '../../http/route-parts.ts';
import { noPlace } from '../../plans/plan-route-parts.ts';
import { pageQuery, pageSchema } from '../../shared/pagination.ts';
import { workspaceSchema } from '../workspaces.schemas.ts';
import { acceptInvitation, showInvitation } from './accept-invitation.ts';
import { createInvitation } from './create-invitation.ts';
import type { InvitationDeps } from './invitation-deps.ts';
import {
  createdInvitationSchema,
  createInvitationSchema,
  invitationSchema,
  invitationTokenSchema,
  offeredInvitationSchema,
} from './invitations.schemas.ts';
import { listInvitations } from './list-invitations.ts';
import { resendInvitation } from './resend-invitation.ts';
import { revokeInvitation } from './revoke-invitation.ts';

const tags = ['Invitations'];
const path = '/api/v1/workspaces/{workspace_id}/invitations';
const invitationPath = workspacePath.extend({ invitation_id: idParameter('The invitation.') });
const noMail = problem('`mail.not_configured`: this server sends no mail. Or the database is away.');
const tooMany = { 429: problem('`auth.too_many_attempts`: many were sent or tried of late.') };

const create = defineRoute({
  operationId: 'create_invitation',
  summary: 'Invite somebody',
  description:
    'By mail: to one address, once, for seven days, and accepted only by whoever has verified it. By link: for as many as you say. Owners are invited by owners, and by mail.',
  tags,
  method: 'post',
  path,
  permission: 'members:manage',
  request: { params: workspacePath, body: jsonBody(createInvitationSchema) },
  responses: {
    201: jsonResponse('The invitation.', createdInvitationSchema),
    ...noPlace,
    409: problem('`members.already_member`: the address is that of a member.'),
    503: noMail,
    ...tooMany,
  },
});

const list = defineRoute({
  operationId: 'list_invitations',
  summary: 'List invitations',
  description: 'The invitations of the workspace, newest first, never their tokens.',
  tags,
  method: 'get',
  path,
  permission: 'members:manage',
  request: { params: workspacePath, query: z.strictObject(pageQuery) },
  responses: { 200: jsonResponse('One page of invitations.', pageSchema(invitationSchema)) },
});

const revoke = defineRoute({
  operationId: 'revoke_invitation',
  summary: 'Revoke an invitation',
  description: 'Ends it at once. Whoever accepted it stays a member.',
  tags,
  method: 'delete',
  path: `${path}/{invitation_id}`,
  permission: 'members:manage',
  request: { params: invitationPath },
  responses: { 204: { description: 'Revoked.' } },
});

const resend = defineRoute({
  operationId: 'resend_invitation',
  summary: 'Mail an invitation again',
  description: 'With another token and another seven days; what was mailed before no longer counts.',
  tags,
  method: 'post',
  path: `${path}/{invitation_id}/resend`,
  permission: 'members:manage',
  request: { params: invitationPath },
  responses: {
    200: jsonResponse('The invitation.', invitationSchema),
    409: problem('`invitations.not_to_resend`: it is a link, or used, or revoked.'),
    503: noMail,
    ...tooMany,
  },
});

const acceptProblems = {
  403: problem(
    '`invitations.other_address`, `invitations.address_unverified`: it is for whoever has verified its address.',
  ),
  404: problem('`invitations.invalid`: unknown, used, expired, revoked, or from somebody who may not invite any more.'),
  409: problem('`members.already_member`: the caller is a member already.'),
  ...tooMany,
};

const show = defineRoute({
  operationId: 'show_invitation',
  summary: 'Look at an invitation',
  description: 'What a token offers to the signed-in user.',
  tags,
  method: 'post',
  path: '/api/v1/invitations/show',
  permission: 'authenticated',
  request: { body: jsonBody(invitationTokenSchema) },
  responses: { 200: jsonResponse('What is offered.', offeredInvitationSchema), ...acceptProblems },
});

const accept = defineRoute({
  operationId: 'accept_invitation',
  summary: 'Accept an invitation',
  description: 'Makes the signed-in user a member.',
  tags,
  method: 'post',
  path: '/api/v1/invitations/accept',
  permission: 'authenticated',
  request: { body: jsonBody(invitationTokenSchema) },
  responses: { 200: jsonResponse('The workspace.', workspaceSchema), ...noPlace, ...acceptProblems },
});

export function registerInvitationRoutes(app: App, deps: InvitationDeps): void {
  app.openapi(create, async (c) => c.json(await createInvitation(deps, c.var.actor, c.req.valid('json')), 201));
  app.openapi(list, async (c) => c.json(await listInvitations(deps, c.var.actor, c.req.valid('query')), 200));
  app.openapi(revoke, async (c) => {
    await revokeInvitation(deps, c.var.actor, c.req.valid('param').invitation_id);
    return c.body(null, 204);
  });
  app.openapi(resend, async (c) =>
    c.json(await resendInvitation(deps, c.var.actor, c.req.valid('param').invitation_id), 200),
  );
  app.openapi(show, async (c) => c.json(await showInvitation(deps, c.var.user, c.req.valid('json').token), 200));
  app.openapi(accept, async (c) => c.json(await acceptInvitation(deps, c.var.user, c.req.valid('json').token), 200));
}
