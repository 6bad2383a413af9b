import { z } from '@hono/zod-openapi';
import type { App } from '../../http/app-types.ts';
import { asksForPage } from '../../http/asks-for-page.ts';
import { clientIp } from '../../http/authenticate.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { idParameter, jsonResponse, optionalBody, workspacePath } from '../../http/route-parts.ts';
import { asPage } from '../../pages/plain-page.ts';
import { toWholeList, wholeListSchema } from '../../shared/pagination.ts';
import { createShare } from './create-share.ts';
import { listShares } from './list-shares.ts';
import { revokeShare } from './revoke-share.ts';
import type { ShareDeps } from './share-deps.ts';
import { sharedPage } from './shared-page.ts';
import {
  createdShareSchema,
  createShareSchema,
  sharedExecutionSchema,
  sharedQuery,
  shareSchema,
} from './shares.schemas.ts';
import { showShared } from './show-shared.ts';

const tags = ['Executions'];
const base = '/api/v1/workspaces/{workspace_id}/executions/{execution_id}/shares';
const executionPath = workspacePath.extend({ execution_id: idParameter('The execution.') });

const create = defineRoute({
  operationId: 'share_execution',
  summary: 'Share an execution',
  description:
    'Makes a link that shows this one execution to whoever has it, until it expires: what ran when, and how that ended; with data, inputs, outputs, messages and logs, too. Never what the trigger was called with. Needs executions:read as well.',
  tags,
  method: 'post',
  path: base,
  permission: 'executions:share',
  request: { params: executionPath, body: optionalBody(createShareSchema) },
  responses: {
    201: jsonResponse('The link, told this once.', createdShareSchema),
    403: problem('`permissions.denied`, or `shares.forbidden`: the workspace allows no links.'),
    409: problem('The execution has as many links as it may have.'),
  },
});

const list = defineRoute({
  operationId: 'list_shares',
  summary: "List an execution's links",
  description: 'The links to this execution that still lead somewhere, the latest first, without their tokens.',
  tags,
  method: 'get',
  path: base,
  permission: 'executions:share',
  request: { params: executionPath },
  responses: { 200: jsonResponse('The links.', wholeListSchema(shareSchema)) },
});

const revoke = defineRoute({
  operationId: 'revoke_share',
  summary: 'Revoke a link',
  description: 'It leads nowhere from now on.',
  tags,
  method: 'delete',
  path: `${base}/{share_id}`,
  permission: 'executions:share',
  request: { params: executionPath.extend({ share_id: idParameter('The link.') }) },
  responses: { 204: { description: 'It is revoked.' } },
});

const show = defineRoute({
  operationId: 'show_shared_execution',
  summary: 'Show a shared execution',
  description:
    'What a link shows, to whoever has it: as a page to a browser, which asks for `text/html`, else as JSON. A link that has expired or was revoked, or whose execution is gone, is answered as one that never was.',
  tags,
  method: 'get',
  path: '/shared/executions/{token}',
  permission: 'public',
  request: {
    params: z.strictObject({ token: z.string().openapi({ description: 'As the link has it.' }) }),
    query: sharedQuery,
  },
  responses: {
    200: {
      description: 'The execution.',
      content: {
        'application/json': { schema: sharedExecutionSchema },
        'text/html': { schema: { type: 'string' as const } },
      },
    },
    404: problem('The link leads nowhere.'),
    429: problem('Too many tries from this network.'),
  },
});

/** A link is nobody's to keep, to index, or to hand on in a Referer. */
const DISCREET = {
  vary: 'Accept',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
};

export function registerShareRoutes(app: App, deps: ShareDeps): void {
  app.openapi(create, async (c) => {
    const id = c.req.valid('param').execution_id;
    return c.json(await createShare(deps, c.var.actor, { id, ...c.req.valid('json') }), 201);
  });
  app.openapi(list, async (c) => {
    const data = await listShares(deps, c.var.actor, c.req.valid('param').execution_id);
    return c.json(toWholeList(data), 200);
  });
  app.openapi(revoke, async (c) => {
    const { execution_id: executionId, share_id: id } = c.req.valid('param');
    await revokeShare(deps, c.var.actor, { executionId, id });
    return c.body(null, 204);
  });
  app.openapi(show, async (c) => {
    const { token } = c.req.valid('param');
    const shown = () => showShared(deps, { token, ip: clientIp(c), ...c.req.valid('query') });
    return asksForPage(c) ? asPage(async () => sharedPage(await shown())) : c.json(await shown(), 200, DISCREET);
  });
}
