import { AppError } from '../../shared/errors.ts';
import { MAX_SHARES } from './shares.schemas.ts';

/** One answer for all that is not there: never was, has expired, was revoked, is of an execution that is gone. */
export function shareNotFound(): AppError {
  return new AppError('shares.not_found', 404, 'There is no such link, or it no longer leads anywhere.');
}

export function sharingForbidden(): AppError {
  return new AppError('shares.forbidden', 403, 'This workspace does not allow links to its executions.');
}

export function tooManyShares(): AppError {
  const message = `The execution has ${MAX_SHARES} links already; revoke some of them first.`;
  return new AppError('shares.too_many', 409, message);
}

export function sharedUnread(): AppError {
  const message = 'To share an execution, one has to be allowed to read it: this needs executions:read, too.';
  return new AppError('permissions.denied', 403, message);
}
