import { HTTPException } from 'hono/http-exception';
import { AppError } from '../shared/errors.ts';
import type { Log } from '../shared/log.ts';
import type { AppContext } from './app-types.ts';
import { databaseUnavailable } from './database-failure.ts';
import { type Problem, titleOf } from './problem.schema.ts';

const CODES_BY_STATUS: { readonly [status: number]: string } = {
  400: 'input.invalid',
  404: 'routes.not_found',
  405: 'routes.method_not_allowed',
  413: 'input.too_large',
  415: 'input.unsupported_media_type',
};

/** The one way from something thrown to the wire: RFC 9457, with a stable code and the id of the request. */
export function problemResponse(thrown: unknown, c: AppContext, log: Log): Response {
  const error = toAppError(thrown);
  if (error.status >= 500) logFailure(error, c, log);
  const headers = new Headers({ ...error.details.headers });
  headers.set('content-type', 'application/problem+json');
  headers.set('cache-control', 'no-store');
  headers.set('x-request-id', c.var.requestId);
  return new Response(JSON.stringify(problemOf(error, c)), { status: error.status, headers });
}

/** The 404 for a path that no route has. */
export function noSuchRoute(): AppError {
  return new AppError('routes.not_found', 404, 'There is nothing at this path.');
}

function problemOf(error: AppError, c: AppContext): Problem {
  return {
    type: 'about:blank',
    title: titleOf(error.status),
    status: error.status,
    code: error.code,
    detail: error.message,
    instance: c.req.path,
    request_id: c.var.requestId,
    ...(error.details.faults && {
      errors: error.details.faults.map((fault) => ({ ...fault, path: [...(fault.path ?? [])] })),
    }),
  };
}

/** A bare ZodError is a fault of ours: what clients send is parsed by routes, and refused as an AppError. */
function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof HTTPException) return fromHttpException(thrown);
  return databaseUnavailable(thrown) ?? unexpected(thrown);
}

function fromHttpException(error: HTTPException): AppError {
  if (error.status >= 500) return unexpected(error);
  return new AppError(CODES_BY_STATUS[error.status] ?? 'input.invalid', error.status, error.message, { cause: error });
}

function unexpected(cause: unknown): AppError {
  return new AppError('internal.unexpected', 500, 'Something went wrong on our side.', { cause });
}

/** Where paths hold ids, which are no secrets, and help who looks for the cause. */
const OPEN_PATH = /^\/(?:api|docs|health)\/|^\/openapi\.json$/;

/** Whoever knows the path of a webhook, a wait or an approval may use it: logs are told which kind it was, and no more. */
function loggedPath(path: string): string {
  return OPEN_PATH.test(path) ? path : path.replace(/^(\/[^/]*)\/.*$/s, '$1/…');
}

function logFailure(error: AppError, c: AppContext, log: Log): void {
  log({
    level: error.status === 503 ? 'warn' : 'error',
    message: error.code,
    request_id: c.var.requestId,
    method: c.req.method,
    path: loggedPath(c.req.path),
    error: error.details.cause ?? error,
  });
}
