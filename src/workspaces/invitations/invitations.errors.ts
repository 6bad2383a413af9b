import { AppError } from '../../shared/errors.ts';

export function invitationNotFound(): AppError {
  return new AppError('invitations.not_found', 404, 'There is no such invitation.');
}

/** The same for one that is unknown, used up, expired or revoked, and for one whose sender may not invite any more. */
export function invitationInvalid(): AppError {
  return new AppError('invitations.invalid', 404, 'This invitation does not count, or no more; ask for a new one.');
}

/** Never tells to whom the invitation was sent. */
export function otherAddress(): AppError {
  return new AppError('invitations.other_address', 403, 'This invitation was sent to another email address.');
}

export function addressUnverified(): AppError {
  return new AppError('invitations.address_unverified', 403, 'Verify your email address first, then accept again.');
}

/** A link that admits anybody who has it hands out no more than this. */
export function linkRoleTooHigh(): AppError {
  return new AppError('invitations.role_too_high', 403, 'A link of yours may not give this role.');
}

export function notToResend(): AppError {
  return new AppError('invitations.not_to_resend', 409, 'Only a mailed invitation that nobody used is sent again.');
}
