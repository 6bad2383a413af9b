import { addResealed, NOTHING_RESEALED, type Resealed, resealColumn } from './reseal-column.ts';
import type { RotationDeps } from './rotation-deps.ts';
import { WORKSPACE_COLUMNS } from './sealed-columns.ts';

/** Seals all secrets of a workspace under its newest key that are under an older one, or directly under a master key. */
export async function resealWorkspace({ query, keys, secrets }: RotationDeps, workspaceId: string): Promise<Resealed> {
  const seal = await secrets.sealer(workspaceId);
  const open = await secrets.opener(workspaceId);
  const [newest] = await keys.list(workspaceId);
  const fresh = `w${newest?.version}.`;
  const reseal = async (sealed: string, purpose: string): Promise<string> => seal(await open(sealed, purpose), purpose);
  let done = NOTHING_RESEALED;
  for (const column of WORKSPACE_COLUMNS) {
    done = addResealed(done, await resealColumn(query, column, { workspaceId, fresh, reseal }));
  }
  return done;
}
