import { HTTPException } from 'hono/http-exception';
import { databaseAway } from '../db/database-errors.ts';
import { AppError } from '../shared/errors.ts';
import type { Log } from '../shared/log.ts';
import type { AppContext } from './app-types.ts';
import { databaseUnavailable, refusedByHono, unexpectedError } from './http.errors.ts';
import { logRefusal } from './log-refusal.ts';
import { loggedPath } from './logged-path.ts';
import { type Problem, titleOf } from './problem.schema.ts';

/** Turns whatever was thrown into a problem response (RFC 9457), with a stable code and the id of the request. */
export function problemResponse(thrown: unknown, c: AppContext, log: Log): Response {
  const error = toAppError(thrown);
  if (error.status >= 500) logFailure(error, c, log);
  else logRefusal(error, c, log);
  const headers = new Headers({ ...error.details.headers });
  headers.set('content-type', 'application/problem+json');
  headers.set('cache-control', 'no-store');
  headers.set('x-request-id', c.var.requestId);
  return new Response(JSON.stringify(problemOf(error, c)), { status: error.status, headers });
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

/** A bare ZodError is a bug of ours and becomes a 500: routes parse what clients send, and refuse it as an AppError. */
function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof HTTPException) return thrown.status < 500 ? refusedByHono(thrown) : unexpectedError(thrown);
  const away = databaseAway(thrown);
  return away === null ? unexpectedError(thrown) : databaseUnavailable(away);
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
