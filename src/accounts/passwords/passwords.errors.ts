import { AppError, type Fault } from '../../shared/errors.ts';

function refused(code: string, message: string): AppError {
  const fault: Fault = { code, message, in: 'body' };
  return new AppError(code, 422, message, { faults: [fault] });
}

export function passwordTooCommon(): AppError {
  return refused('passwords.too_common', 'This is one of the passwords that are tried first; choose another one.');
}

export function passwordTooPersonal(): AppError {
  return refused('passwords.too_personal', 'The password is the email or the name of the account; choose another one.');
}
