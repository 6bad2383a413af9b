import { z } from '@hono/zod-openapi';
import type { WatcherProof } from '../../../durable-objects/live-hub-calls.ts';
import type { App, AppContext } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { idParameter, jsonResponse, workspacePath } from '../../http/route-parts.ts';
import { STREAM_TICKET_SECONDS } from '../../security/tickets/stream-tickets.ts';
import type { LiveRouteDeps } from './live-deps.ts';
import { connectToExecution, streamExecution } from './watch-execution.ts';
import { streamWorkspace } from './watch-workspace.ts';

const tags = ['Executions'];
const WORKSPACE = '/api/v1/workspaces/{workspace_id}';
const executionPath = workspacePath.extend({ execution_id: idParameter('The execution.') });

const ticketQuery = {
  ticket: z
    .string()
    .regex(/^[\w-]+(?:\.[\w-]+){2}$/)
    .max(1000)
    .optional()
    .openapi({ description: 'A stream ticket, instead of a header.' }),
};
const streamQuery = z.strictObject({
  ...ticketQuery,
  last_event_id: z
    .string()
    .regex(/^\d{1,15}(?:\.end)?$/)
    .optional()
    .openapi({ description: 'The same as the header `Last-Event-ID`.' }),
});
const lastEventHeader = z.object({ 'last-event-id': z.string().max(100).optional() });
const events = { description: 'The events.', content: { 'text/event-stream': { schema: z.string() } } };

const stream = defineRoute({
  operationId: 'stream_execution',
  summary: 'Watch an execution',
  description:
    'Server-Sent Events: how the execution and each of its node runs stand, then each transition as it happens. Goes on after `Last-Event-ID`. Of an execution that has ended it tells how it went.',
  tags,
  method: 'get',
  path: `${WORKSPACE}/executions/{execution_id}/stream`,
  permission: 'executions:read',
  ticket: true,
  request: { params: executionPath, query: streamQuery, headers: lastEventHeader },
  responses: {
    200: events,
    204: { description: 'The execution has ended, and `Last-Event-ID` is its last event.' },
    429: problem('`live.too_many_watchers`'),
  },
});

const socket = defineRoute({
  operationId: 'connect_to_execution',
  summary: 'Watch an execution over a WebSocket',
  description:
    'The same events as `…/stream`, one JSON object a message. The id of an event that was read is to be sent back, or no more is sent after 64,000 characters.',
  tags,
  method: 'get',
  path: `${WORKSPACE}/executions/{execution_id}/socket`,
  permission: 'executions:read',
  ticket: true,
  request: { params: executionPath, query: streamQuery },
  responses: {
    101: { description: 'The WebSocket is open.' },
    403: problem('`permissions.denied`, or `live.origin_refused`: a page of this origin may not.'),
    426: problem('`live.upgrade_required`'),
    429: problem('`live.too_many_watchers`'),
  },
});

const list = defineRoute({
  operationId: 'stream_workspace',
  summary: 'Watch the list of executions',
  description:
    'Server-Sent Events: the newest executions of the workspace, then each that begins, goes on or ends, within two seconds. `executions.sampled`: there are more than are told.',
  tags,
  method: 'get',
  path: `${WORKSPACE}/stream`,
  permission: 'executions:read',
  ticket: true,
  request: { params: workspacePath, query: z.strictObject(ticketQuery) },
  responses: { 200: events, 429: problem('`live.too_many_watchers`') },
});

const ticket = defineRoute({
  operationId: 'create_stream_ticket',
  summary: 'Get a ticket for a stream',
  description:
    'For whom a browser opens a stream of this workspace, as it sends no headers: `?ticket=…`. It opens one stream, within a minute.',
  tags,
  method: 'post',
  path: `${WORKSPACE}/stream-tickets`,
  permission: 'executions:read',
  request: { params: workspacePath },
  responses: {
    201: jsonResponse(
      'The ticket.',
      z.strictObject({ ticket: z.string(), expires_at: z.iso.datetime() }).openapi('StreamTicket'),
    ),
  },
});

/** By what the caller has proved who they are: a route with a permission knows the key, or the session. */
function proofOf({ var: { actor, user } }: AppContext): WatcherProof {
  return actor.apiKeyId === null ? { type: 'session', id: user.sessionId } : { type: 'api_key', id: actor.apiKeyId };
}

const HEADERS = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };

function eventsResponse(body: ReadableStream<Uint8Array>): Response {
  return new Response(body, { headers: HEADERS });
}

export function registerLiveRoutes(app: App, deps: LiveRouteDeps): void {
  app.openapi(stream, async (c) => {
    const lastEventId = c.req.valid('header')['last-event-id'] ?? c.req.valid('query').last_event_id ?? '';
    const watched = { id: c.req.valid('param').execution_id, proof: proofOf(c), lastEventId };
    const body = await streamExecution(deps, c.var.actor, watched);
    return body === null ? c.body(null, 204) : eventsResponse(body);
  });
  app.openapi(socket, async (c) => {
    const webSocket = await connectToExecution(deps, c.var.actor, {
      id: c.req.valid('param').execution_id,
      proof: proofOf(c),
      lastEventId: c.req.valid('query').last_event_id ?? '',
      request: c.req.raw,
      background: (work) => c.executionCtx.waitUntil(work),
    });
    return new Response(null, { status: 101, webSocket });
  });
  app.openapi(list, async (c) => eventsResponse(await streamWorkspace(deps, c.var.actor, proofOf(c))));
  app.openapi(ticket, async (c) => {
    const now = deps.now();
    const text = await deps.streamTickets.sign({ workspaceId: c.var.actor.workspaceId, proof: proofOf(c) }, now);
    const expiresAt = new Date(now + STREAM_TICKET_SECONDS * 1000).toISOString();
    return c.json({ ticket: text, expires_at: expiresAt }, 201);
  });
}
