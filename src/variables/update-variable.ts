import type { Actor } from '../security/permissions.ts';
import type { AppError } from '../shared/errors.ts';
import { variableCommit } from './commit-variable.ts';
import { loadVariable } from './load-variable.ts';
import type { VariableDeps } from './variable-deps.ts';
import { showVariable, storedValue } from './variable-value.ts';
import { variableChangedMeanwhile, variableNameTaken } from './variables.errors.ts';
import type { UpdateVariable, Variable } from './variables.schemas.ts';

type Update = { readonly id: string; readonly input: UpdateVariable };

/** Why nothing was stored. */
async function refusal(deps: VariableDeps, actor: Actor, id: string): Promise<AppError> {
  await loadVariable(deps, actor, id);
  return variableChangedMeanwhile();
}

/** Changes what was sent and keeps the rest. Executions that run already read the variables as they began with. */
export async function updateVariable(deps: VariableDeps, actor: Actor, { id, input }: Update): Promise<Variable> {
  const current = await loadVariable(deps, actor, id);
  const { name = null, value, is_secret = null } = input;
  const sealedFor = { id: current.id, workspaceId: actor.workspaceId, is_secret: is_secret ?? current.is_secret };
  const kept = value === undefined ? null : await storedValue(deps.secrets, { ...sealedFor, value });
  const stored = await deps.variables.update(
    variableCommit(deps, actor, {
      id: current.id,
      name,
      value: kept,
      is_secret,
      was_secret: kept !== null && is_secret === null ? current.is_secret : null,
      time: deps.now(),
      action: 'variables.updated',
      told: { name: name ?? current.name, is_secret: sealedFor.is_secret },
    }),
  );
  if (stored === 'taken') throw variableNameTaken();
  if (stored === 'missed') throw await refusal(deps, actor, current.id);
  return showVariable(stored);
}
