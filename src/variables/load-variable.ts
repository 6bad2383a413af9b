import type { Actor } from '../security/permissions.ts';
import type { VariableDeps } from './variable-deps.ts';
import { variableNotFound } from './variables.errors.ts';
import type { StoredVariable } from './variables.repository.ts';

/** The variable of the actor's workspace, or 404. */
export async function loadVariable(deps: VariableDeps, actor: Actor, id: string): Promise<StoredVariable> {
  const variable = await deps.variables.find(actor.workspaceId, id);
  if (variable === null) throw variableNotFound();
  return variable;
}
