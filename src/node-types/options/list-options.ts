import { ZodError } from 'zod';
import type { CredentialDeps } from '../../credentials/credential-deps.ts';
import { createLoneRun } from '../../credentials/use/lone-run.ts';
import { NodeError } from '../../nodes/node-error.ts';
import type { CredentialSecret } from '../../nodes/node-run.ts';
import type { FieldOption, OptionSource } from '../../nodes/options/option-source.ts';
import type { Actor } from '../../security/permissions.ts';
import { cutText } from '../../shared/text/cut-text.ts';
import { noOptions, optionCredentialNotFound, optionsFailed, wrongCredential } from './options.errors.ts';
import type { AskOptions } from './options.schemas.ts';

export type OptionDeps = Pick<CredentialDeps, 'send' | 'openCredential' | 'now'> & {
  readonly attempts: Pick<CredentialDeps['attempts'], 'take'>;
  /** A credential that is shared with the actor. Throws `credentials.not_found`. */
  readonly credentialFor: (actor: Actor, id: string) => Promise<{ readonly id: string; readonly type: string }>;
  /** Who tells the options of a field; `undefined`: nobody. */
  readonly optionSource: (type: string, field: string) => OptionSource | undefined;
  /** The types of credential that a node type takes. */
  readonly credentialsOf: (type: string) => readonly string[];
};

/** How many options are shown, and how much of each. */
const MOST_OPTIONS = 500;
const MAX_LABEL = 200;

/** The secret, with a fresh token, of a credential that is shared with the actor. Throws 404, 422. */
async function secretOf(
  deps: OptionDeps,
  actor: Actor,
  { type, id }: { readonly type: string; readonly id: string },
): Promise<CredentialSecret> {
  const credential = await deps.credentialFor(actor, id);
  if (!deps.credentialsOf(type).includes(credential.type)) throw wrongCredential(credential.type);
  const secret = await deps.openCredential(actor.workspaceId, credential.id);
  if (secret === null) throw optionCredentialNotFound();
  return secret;
}

/** A message of ours may be told; what else went wrong is in what the service answered. */
function failure(error: unknown): unknown {
  if (error instanceof NodeError) return optionsFailed(error.code, error.message);
  if (error instanceof ZodError) return optionsFailed('options.unexpected_answer', 'The answer was not as expected.');
  return error;
}

function shown({ value, label }: FieldOption): FieldOption {
  return { value, label: cutText(label.replaceAll(/\s+/g, ' ').trim(), MAX_LABEL) };
}

/**
 * Asks a service, with a credential that the actor may use, which values a field of a node may have. Throws
 * `node_types.no_options`, `node_types.wrong_credential`, `node_types.options_failed`, `credentials.not_found`.
 */
export async function listOptions(
  deps: OptionDeps,
  actor: Actor,
  { type, field, credential_id: id, config }: AskOptions & { readonly type: string },
): Promise<readonly FieldOption[]> {
  const source = deps.optionSource(type, field);
  if (source === undefined) throw noOptions(type, field);
  await deps.attempts.take([{ kind: 'node_types.options', subject: actor.workspaceId }]);
  try {
    const credential = id === undefined ? null : await secretOf(deps, actor, { type, id });
    const options = await source({ config, credential, run: createLoneRun(deps, actor, credential) });
    return options.slice(0, MOST_OPTIONS).map(shown);
  } catch (error) {
    throw failure(error);
  }
}
