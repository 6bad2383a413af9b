import type { Actor } from '../security/permissions.ts';
import { variableCommit } from './commit-variable.ts';
import type { VariableDeps } from './variable-deps.ts';
import { showVariable, storedValue } from './variable-value.ts';
import { tooManyVariables, variableNameTaken } from './variables.errors.ts';
import type { CreateVariable, Variable } from './variables.schemas.ts';

/** Stores a variable; the value of a secret one is sealed at once. */
export async function createVariable(deps: VariableDeps, actor: Actor, input: CreateVariable): Promise<Variable> {
  const { name, value, is_secret } = input;
  const { workspaceId } = actor;
  const time = deps.now();
  const id = deps.ids(time);
  const kept = await storedValue(deps.secrets, { id, workspaceId, value, is_secret });
  const stored = await deps.variables.insert(
    variableCommit(deps, actor, {
      id,
      name,
      value: kept,
      is_secret,
      was_secret: null,
      time,
      action: 'variables.created',
      told: { name, is_secret },
    }),
  );
  if (stored === 'taken') throw variableNameTaken();
  if (stored === 'missed') throw tooManyVariables();
  return showVariable(stored);
}
