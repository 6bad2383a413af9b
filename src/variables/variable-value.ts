import type { WorkspaceSecrets } from '../workspace-keys/workspace-secrets.ts';
import type { StoredVariable } from './variables.repository.ts';
import type { Variable } from './variables.schemas.ts';

/** What the sealed value of a secret variable is bound to, beside its workspace. */
export function variablePurpose(id: string): string {
  return `variables.value:${id}`;
}

type Kept = { readonly id: string; readonly workspaceId: string; readonly value: string; readonly is_secret: boolean };

/** A value as it is stored: sealed, if it is secret. */
export async function storedValue(
  secrets: WorkspaceSecrets,
  { id, workspaceId, value, is_secret }: Kept,
): Promise<string> {
  if (!is_secret) return value;
  const seal = await secrets.sealer(workspaceId);
  return seal(value, variablePurpose(id));
}

/** A variable as people see it: nobody sees the value of a secret one. */
export function showVariable(variable: StoredVariable): Variable {
  return { ...variable, value: variable.is_secret ? null : variable.value };
}
