import type { ZodError } from 'zod';
import { unknownFieldMessage } from '../engine/field-homes.ts';
import { choicesText } from '../engine/name-choices.ts';
import { AppError } from '../shared/errors.ts';
import { issuePath } from '../shared/issue-path.ts';
import { knownFields } from '../shared/known-fields.ts';
import { quoteText } from '../shared/text/quote-text.ts';

export function credentialNotFound(): AppError {
  return new AppError('credentials.not_found', 404, 'There is no such credential in this workspace.');
}

export function unknownCredentialType(type: string, types: readonly string[]): AppError {
  const choices = choicesText(type, { called: 'The types are', names: types });
  const message = `There is no credential type ${quoteText(type)}.${choices}`;
  const fault = { code: 'credentials.unknown_type', message, path: ['type'], in: 'body' } as const;
  return new AppError('credentials.unknown_type', 422, message, { faults: [fault] });
}

/** The most unknown fields that are told. */
const MAX_TOLD = 100;

function placesAndMessages(issue: ZodError['issues'][number]): { path: (string | number)[]; message: string }[] {
  const path = issuePath(issue);
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  const known = knownFields(issue);
  return issue.keys.slice(0, MAX_TOLD).map((field) => ({
    path: [...path, field],
    message: unknownFieldMessage({ field, place: null, known, configFields: [] }),
  }));
}

/** Names the fields at fault, never their values. */
export function invalidCredentialData(error: ZodError): AppError {
  const faults = error.issues.flatMap(placesAndMessages).map(({ path, message }) => ({
    code: 'credentials.invalid_data',
    message,
    path: ['data', ...path],
    in: 'body' as const,
  }));
  const message = 'The data does not fit the type of the credential.';
  return new AppError('credentials.invalid_data', 422, message, { faults });
}

/** Names the workflows that would lose the credential. */
export function credentialInUse(workflowIds: readonly string[]): AppError {
  const message = 'Workflows use the credential; change them first, or delete it with force=true.';
  const faults = workflowIds.map((id) => ({
    code: 'credentials.in_use',
    message: `The workflow ${id} uses the credential.`,
    path: ['workflows', id],
  }));
  return new AppError('credentials.in_use', 409, message, { faults });
}

/** Whoever may send a secret to more hosts than before has to know it. */
export function secretRequired(): AppError {
  const code = 'credentials.secret_required';
  const message = 'To let the secret go to more hosts, send it anew: data together with allowed_hosts.';
  return new AppError(code, 422, message, { faults: [{ code, message, path: ['allowed_hosts'], in: 'body' }] });
}

export function roleAboveOwn(role: string): AppError {
  const message = `A credential can be kept for your own role (${role}) or a lesser one, and for no higher one.`;
  return new AppError('credentials.role_above_own', 403, message);
}

/** A secret that may go anywhere goes where somebody else points it. */
export function hostsRequired(): AppError {
  const code = 'credentials.hosts_required';
  const message = 'Name the hosts that the secret may be sent to, such as api.example.com, or "*" alone for any.';
  return new AppError(code, 422, message, { faults: [{ code, message, path: ['allowed_hosts'], in: 'body' }] });
}

export function testAddressRequired(): AppError {
  const code = 'credentials.test_url_required';
  const message = 'The type has no address of its own to ask: name one of the hosts of the credential, as url.';
  return new AppError(code, 422, message, { faults: [{ code, message, path: ['url'], in: 'body' }] });
}

export function testAddressFixed(url: string): AppError {
  const code = 'credentials.test_url_fixed';
  const message = `The credential is tested at ${new URL(url).origin}, and nowhere else: leave url out.`;
  return new AppError(code, 422, message, { faults: [{ code, message, path: ['url'], in: 'body' }] });
}

export function notTestable(type: string): AppError {
  return new AppError(
    'credentials.not_testable',
    422,
    `A credential of type ${type} is used inside: no server can say.`,
  );
}

export function hostsUnused(type: string): AppError {
  const code = 'credentials.hosts_unused';
  const message = `A credential of type ${type} is used inside and never sent: it takes no hosts.`;
  return new AppError(code, 422, message, { faults: [{ code, message, path: ['allowed_hosts'], in: 'body' }] });
}

export function credentialChangedMeanwhile(): AppError {
  const message = 'The hosts of the credential were changed at the same moment; try again.';
  return new AppError('credentials.changed_meanwhile', 409, message);
}
