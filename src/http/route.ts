import { type RouteConfig, z } from '@hono/zod-openapi';
import type { Handler, MiddlewareHandler } from 'hono';
import type { App, AppEnv } from './app-types.ts';
import { authorize, type RoutePermission, requireStepUp, takeTicket } from './authorize.ts';
import { bodyGuard } from './body-guard.ts';
import { problemResponses } from './problem-responses.ts';
import { securityOf } from './security-schemes.ts';

/** What `createRoute` takes, and what the route asks of its caller. `middleware` and `security` come from `permission`. */
type RouteDefinition = Omit<RouteConfig, 'middleware' | 'security' | 'hide'> & {
  readonly permission: RoutePermission;
  /** Whether the user must have proved within the last ten minutes, by password or factor, who they are. */
  readonly stepUp?: true;
  /** Whether a ticket in the URL (`?ticket=`) proves who asks, as a browser can send a stream no header. */
  readonly ticket?: true;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: string[];
};

/**
 * Declares a route. The definition is checked before its handler runs, in this order: permission, JSON body
 * (`body-guard.ts`), query, path, headers, body schema. The OpenAPI operation gets its security, `x-permission` and the
 * problem responses; name only what the route adds to those.
 */
export function defineRoute<P extends string, R extends RouteDefinition & { path: P }>(definition: R) {
  const { permission, stepUp, ticket, ...operation } = definition;
  return {
    ...operation,
    security: securityOf(permission),
    'x-permission': permission,
    ...(stepUp && { 'x-step-up': true }),
    middleware: middlewareOf(definition),
    responses: withProblems(definition, definition.responses),
  };
}

/** Handlers throw problems and never return them, so the type names the route's own responses only. */
function withProblems<Responses extends object>(route: RouteDefinition, responses: Responses): Responses {
  return { ...problemResponses(route), ...responses };
}

function middlewareOf(definition: RouteDefinition): MiddlewareHandler<AppEnv>[] {
  const body = definition.request?.body;
  const guards = body && 'application/json' in body.content ? [bodyGuard(body.required === true)] : [];
  const proofs = definition.stepUp ? [requireStepUp()] : [];
  const tickets = definition.ticket ? [takeTicket()] : [];
  return [...tickets, authorize(definition.permission), ...proofs, ...guards];
}

/** A route whose handler gets the request untouched: no guards, no validation. Never anything but public. */
export type RawRoute = Omit<RouteDefinition, 'method' | 'request' | 'permission' | 'tags'> & {
  readonly permission: 'public';
  readonly tags: readonly string[];
  readonly methods: readonly ('get' | 'post' | 'put' | 'patch' | 'delete' | 'options')[];
};

/**
 * Mounts a raw handler, and documents it once per method. A last path parameter named `{rest}` takes all the rest of
 * the path, slashes included.
 */
export function mountRaw(app: App, route: RawRoute, handler: Handler<AppEnv>): void {
  const { methods, operationId, permission, ...operation } = route;
  for (const method of methods) {
    app.openAPIRegistry.registerPath({
      ...operation,
      tags: [...operation.tags],
      request: { params: pathParameters(route.path) },
      method,
      operationId: methods.length === 1 ? operationId : `${operationId}_${method}`,
      security: [],
      'x-permission': permission,
    });
  }
  app.on([...methods], route.path.replace('{rest}', ':rest{.+}').replaceAll(/\{(\w+)\}/g, ':$1'), handler);
}

function pathParameters(path: string) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return z.strictObject(Object.fromEntries(names.map((name) => [name, z.string()])));
}
