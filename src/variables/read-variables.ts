import type { Actor } from '../security/permissions.ts';
import { loadVariable } from './load-variable.ts';
import type { VariableDeps } from './variable-deps.ts';
import { showVariable } from './variable-value.ts';
import { variableNotFound } from './variables.errors.ts';
import type { Variable, VariableChange } from './variables.schemas.ts';

/** How many changes of a variable are shown. */
const MAX_CHANGES = 200;

/** The variables of the workspace by name, secret ones without their values. */
export async function listVariables(deps: VariableDeps, actor: Actor): Promise<Variable[]> {
  return (await deps.variables.list(actor.workspaceId)).map(showVariable);
}

export async function getVariable(deps: VariableDeps, actor: Actor, id: string): Promise<Variable> {
  return showVariable(await loadVariable(deps, actor, id));
}

/** What became of a variable, the newest first; also of one that was deleted. */
export async function listVariableChanges(deps: VariableDeps, actor: Actor, id: string): Promise<VariableChange[]> {
  const changes = await deps.variables.changes(actor.workspaceId, id, MAX_CHANGES);
  if (changes.length === 0) throw variableNotFound();
  return changes;
}
