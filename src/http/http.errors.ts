import type { HTTPException } from 'hono/http-exception';
import type { Permission } from '../security/permissions.ts';
import { AppError } from '../shared/errors.ts';
import { quoteText } from '../shared/text/quote-text.ts';

export function unauthenticated(): AppError {
  return new AppError('auth.unauthenticated', 401, 'A valid access token or API key is needed.', {
    headers: { 'www-authenticate': 'Bearer realm="linkflow"' },
  });
}

/** API keys belong to a workspace, and are refused outside of any. */
export function sessionRequired(): AppError {
  return new AppError('permissions.session_required', 403, 'This needs a signed-in user; an API key will not do.');
}

/** Asks whoever is signed in to prove again who they are (`POST /api/v1/auth/step-up`), and to send the request once more. */
export function stepUpRequired(): AppError {
  return new AppError(
    'auth.step_up_required',
    403,
    'Prove again who you are, by password or factor, then send this again.',
  );
}

/** The workspace wants a second factor of its members: to have one and, in a session, to have passed it. */
export function factorRequired(): AppError {
  return new AppError(
    'auth.factor_required',
    403,
    'This workspace asks for a second factor: add one (`/api/v1/users/me/factors`), or prove it (`POST /api/v1/auth/step-up`).',
  );
}

export function permissionDenied(permission: Permission): AppError {
  return new AppError('permissions.denied', 403, `This needs the permission ${permission}.`);
}

/** What was sent in the clear is known to whoever listens: its sender is told to take https. */
export function tlsRequired(): AppError {
  return new AppError(
    'transport.tls_required',
    403,
    'This server is reached by https alone, with TLS 1.2 or 1.3. What was sent was not protected: change the keys and passwords in it.',
  );
}

export function malformedWorkspaceId(): AppError {
  const fault = {
    code: 'input.wrong_format',
    message: 'A UUID is expected.',
    path: ['workspace_id'],
    in: 'path',
  } as const;
  return new AppError('input.invalid', 400, 'The request is not valid.', { faults: [fault] });
}

export function bodyRequired(): AppError {
  return new AppError('input.body_required', 400, 'A JSON body is needed.');
}

export function unsupportedMediaType(got: string): AppError {
  const message = `The body must be application/json, and its content type is ${got === '' ? 'missing' : quoteText(got)}.`;
  return new AppError('input.unsupported_media_type', 415, message);
}

export function nulByteInUrl(): AppError {
  return new AppError('input.nul_byte', 400, 'The URL may not hold NUL characters.');
}

export function malformedUrl(url: string, cause: unknown): AppError {
  const [broken] = /%(?![0-9a-f]{2}).{0,2}/i.exec(url) ?? [];
  const what = broken === undefined ? 'what is encoded is not UTF-8' : quoteText(broken);
  return new AppError('input.malformed_url', 400, `The URL has a broken percent-encoding: ${what}.`, { cause });
}

/** The 404 for a path that no route has. */
export function noSuchRoute(): AppError {
  return new AppError('routes.not_found', 404, 'There is nothing at this path.');
}

/** Seconds after which a client may try again when Postgres is away. */
const RETRY_AFTER_SECONDS = 5;

export function databaseUnavailable(cause: unknown): AppError {
  return new AppError('database.unavailable', 503, 'The database is not available; try again soon.', {
    headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
    cause,
  });
}

/** The 500 for what nobody foresaw. */
export function unexpectedError(cause: unknown): AppError {
  return new AppError('internal.unexpected', 500, 'Something went wrong on our side.', { cause });
}

const CODES_BY_STATUS: { readonly [status: number]: string } = {
  400: 'input.invalid',
  404: 'routes.not_found',
  405: 'routes.method_not_allowed',
  413: 'input.too_large',
  415: 'input.unsupported_media_type',
};

/** What Hono itself refused, below 500. */
export function refusedByHono(error: HTTPException): AppError {
  return new AppError(CODES_BY_STATUS[error.status] ?? 'input.invalid', error.status, error.message, { cause: error });
}
