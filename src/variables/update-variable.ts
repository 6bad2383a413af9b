import type { Actor } from '../security/permissions.ts';
import { variableCommit } from './commit-variable.ts';
import { loadVariable } from './load-variable.ts';
import type { VariableDeps } from './variable-deps.ts';
import { showVariable, storedValue } from './variable-value.ts';
import { variableNameTaken, variableNotFound } from './variables.errors.ts';
import type { UpdateVariable, Variable } from './variables.schemas.ts';

type Update = { readonly id: string; readonly input: UpdateVariable };

/** Changes what was sent and keeps the rest. Executions that run already read the variables as they began with. */
export async function updateVariable(deps: VariableDeps, actor: Actor, { id, input }: Update): Promise<Variable> {
  const current = await loadVariable(deps, actor, id);
  const { name = current.name, value, is_secret = current.is_secret } = input;
  const { workspaceId } = actor;
  const time = deps.now();
  const kept =
    value === undefined ? null : await storedValue(deps.secrets, { id: current.id, workspaceId, value, is_secret });
  const commit = variableCommit(deps, actor, {
    id: current.id,
    name,
    value: kept,
    shown: value ?? current.value,
    is_secret,
    time,
    action: 'variables.updated',
  });
  const stored = await deps.variables.update(commit);
  if (stored !== 'done') throw stored === 'taken' ? variableNameTaken() : variableNotFound();
  const { now: updated_at, updated_by } = commit.variable;
  return showVariable({ ...current, name, value: kept ?? current.value, is_secret, updated_by, updated_at });
}
