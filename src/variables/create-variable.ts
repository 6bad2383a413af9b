import type { Actor } from '../security/permissions.ts';
import { variableCommit } from './commit-variable.ts';
import type { VariableDeps } from './variable-deps.ts';
import { storedValue } from './variable-value.ts';
import { tooManyVariables, variableNameTaken } from './variables.errors.ts';
import type { CreateVariable, Variable } from './variables.schemas.ts';

/** Stores a variable; the value of a secret one is sealed at once. */
export async function createVariable(deps: VariableDeps, actor: Actor, input: CreateVariable): Promise<Variable> {
  const { name, value, is_secret } = input;
  const { workspaceId } = actor;
  const time = deps.now();
  const id = deps.ids(time);
  const kept = await storedValue(deps.secrets, { id, workspaceId, value, is_secret });
  const change = { id, name, value: kept, shown: value, is_secret, time, action: 'variables.created' } as const;
  const commit = variableCommit(deps, actor, change);
  const stored = await deps.variables.insert(commit);
  if (stored !== 'done') throw stored === 'taken' ? variableNameTaken() : tooManyVariables();
  const now = commit.variable.now;
  const shown = { value: is_secret ? null : value, is_secret, updated_by: actor.userId };
  return { id, workspace_id: workspaceId, name, ...shown, created_at: now, updated_at: now };
}
