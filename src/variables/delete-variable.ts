import type { Actor } from '../security/permissions.ts';
import { variableCommit } from './commit-variable.ts';
import { loadVariable } from './load-variable.ts';
import type { VariableDeps } from './variable-deps.ts';
import { variableNotFound } from './variables.errors.ts';

/** Deletes a variable. Its history stays, and workflows that name it find nothing. */
export async function deleteVariable(deps: VariableDeps, actor: Actor, id: string): Promise<void> {
  const { name, is_secret, id: variableId } = await loadVariable(deps, actor, id);
  const change = { id: variableId, name: null, value: null, is_secret: null, was_secret: null, time: deps.now() };
  const commit = variableCommit(deps, actor, { ...change, action: 'variables.deleted', told: { name, is_secret } });
  if ((await deps.variables.remove(commit)) === 'missed') throw variableNotFound();
}
