import { AppError } from '../../shared/errors.ts';

export function memberNotFound(): AppError {
  return new AppError('members.not_found', 404, 'There is no such member.');
}

/** Owners are made, lowered and removed by owners alone. */
export function ownersOnly(): AppError {
  return new AppError('members.owner_required', 403, 'Only an owner who is signed in may do this.');
}

export function lastOwner(): AppError {
  return new AppError('members.last_owner', 409, 'The workspace needs an owner; make somebody else one first.');
}

export function alreadyMember(): AppError {
  return new AppError('members.already_member', 409, 'This is a member of the workspace already.');
}

export function transferToSelf(): AppError {
  return new AppError('members.transfer_to_self', 409, 'A workspace is transferred to another member.');
}

export function personRequired(): AppError {
  return new AppError(
    'members.person_required',
    403,
    'This needs somebody who answers for it; a service key will not do.',
  );
}
