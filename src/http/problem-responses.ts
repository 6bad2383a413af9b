import type { RouteConfig } from '@hono/zod-openapi';
import type { RoutePermission } from './authorize.ts';
import { problemSchema } from './problem.schema.ts';

type RouteShape = Pick<RouteConfig, 'path' | 'request'> & { readonly permission: RoutePermission };

/** The problems that every route of this shape may answer with: because of its input, its permission, or the database. */
export function problemResponses(route: RouteShape): object {
  const statuses = [...inputStatuses(route), ...accessStatuses(route), 500, 503];
  return Object.fromEntries(statuses.map((status) => [status, problem(DESCRIPTIONS[status] ?? 'A problem.')]));
}

/** A problem response for a route to declare on its own: `responses: { 409: problem('The name is taken.') }`. */
export function problem(description: string) {
  return { description, content: { 'application/problem+json': { schema: problemSchema } } };
}

const DESCRIPTIONS: { readonly [status: number]: string } = {
  400: 'The input is not valid; `errors` lists everything that is wrong with it.',
  401: 'No proof of who is asking, or one that is unknown, expired or revoked.',
  403: 'The caller may not do this.',
  404: 'There is nothing there that the caller may know of.',
  413: 'The body is too large.',
  415: 'The body is of another media type than this route takes.',
  500: 'A fault on our side.',
  503: 'The database is away for the moment; `Retry-After` says when to try again.',
};

function inputStatuses(route: RouteShape): number[] {
  return route.request?.body ? [400, 413, 415] : [400];
}

function accessStatuses(route: RouteShape): number[] {
  const path = route.path.includes('{') ? [404] : [];
  return route.permission === 'public' ? path : [401, 403, ...path];
}
