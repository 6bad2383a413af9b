import { z } from '@hono/zod-openapi';
import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { idParameter, jsonResponse, optionalBody } from '../../http/route-parts.ts';
import { pageQuery, pageSchema } from '../../shared/pagination.ts';
import type { AccountDeps } from '../account-deps.ts';
import { endAllSessions, endSession, logOut } from './end-session.ts';
import { listSessions } from './list-sessions.ts';
import { forgetSession } from './session-route-parts.ts';
import { logOutEverywhereSchema, sessionSchema } from './sessions.schemas.ts';

const list = defineRoute({
  operationId: 'list_sessions',
  summary: 'List my sessions',
  description: 'Where the user is signed in, newest first. Sessions that have ended or expired are not in it.',
  tags: ['Users'],
  method: 'get',
  path: '/api/v1/users/me/sessions',
  permission: 'authenticated',
  request: { query: z.strictObject(pageQuery) },
  responses: { 200: jsonResponse('One page of sessions.', pageSchema(sessionSchema)) },
});

const end = defineRoute({
  operationId: 'end_session',
  summary: 'End a session',
  description: 'Ends a session of the user, at once: its tokens are worth nothing from the next request on.',
  tags: ['Users'],
  method: 'delete',
  path: '/api/v1/users/me/sessions/{session_id}',
  permission: 'authenticated',
  request: { params: z.strictObject({ session_id: idParameter('The session.') }) },
  responses: {
    204: { description: 'Ended.' },
    404: problem('`sessions.not_found`: the user has no such session, or it has ended.'),
  },
});

const logout = defineRoute({
  operationId: 'log_out',
  summary: 'Log out',
  description: 'Ends the session of the access token; its tokens are worth nothing from now on.',
  tags: ['Authentication'],
  method: 'post',
  path: '/api/v1/auth/logout',
  permission: 'authenticated',
  responses: { 204: { description: 'Logged out.' } },
});

const logoutAll = defineRoute({
  operationId: 'log_out_everywhere',
  summary: 'Log out everywhere',
  description: 'Ends all sessions of the user, at once. API keys stay.',
  tags: ['Authentication'],
  method: 'post',
  path: '/api/v1/auth/logout-all',
  permission: 'authenticated',
  request: { body: optionalBody(logOutEverywhereSchema) },
  responses: { 204: { description: 'Logged out everywhere.' } },
});

export function registerSessionRoutes(app: App, deps: AccountDeps): void {
  app.openapi(list, async (c) => c.json(await listSessions(deps, c.var.user, c.req.valid('query')), 200));
  app.openapi(end, async (c) => {
    await endSession(deps, c.var.user, c.req.valid('param').session_id);
    return c.body(null, 204);
  });
  app.openapi(logout, async (c) => {
    await logOut(deps, c.var.user);
    forgetSession(c);
    return c.body(null, 204);
  });
  app.openapi(logoutAll, async (c) => {
    const keepCurrent = c.req.valid('json').keep_current === true;
    await endAllSessions(deps, c.var.user, { keepCurrent });
    if (!keepCurrent) forgetSession(c);
    return c.body(null, 204);
  });
}
