import { secureRandom } from '../../src/security/random.ts';
import { createVault, type MasterKey } from '../../src/security/vault.ts';
import { isUuid } from '../../src/shared/ids.ts';
import { readMasterNeeds, readNeededRetired, removeRetired } from '../../src/workspace-keys/rotation/key-needs.ts';
import type { Resealed } from '../../src/workspace-keys/rotation/reseal-column.ts';
import { resealWorkspace } from '../../src/workspace-keys/rotation/reseal-workspace.ts';
import { rotateMaster } from '../../src/workspace-keys/rotation/rotate-master.ts';
import { rotateWorkspace } from '../../src/workspace-keys/rotation/rotate-workspace.ts';
import type { RotationDeps } from '../../src/workspace-keys/rotation/rotation-deps.ts';
import { createWorkspaceKeyRepository, type Query } from '../../src/workspace-keys/workspace-keys.repository.ts';
import { createWorkspaceSecrets } from '../../src/workspace-keys/workspace-secrets.ts';
import type { DatabaseAdapter } from '../database/adapter.ts';
import { StartError } from '../support/start-error.ts';

const USAGE = `Usage: npm run keys -- <command>
  status                  what needs which master key, and which retired keys are still needed
  rotate-master           put the newest key of ENCRYPTION_KEYS in the place of all older ones
  rotate-workspace <id>   give a workspace a new key, and seal its secrets under it
  reseal <id>             finish what an interrupted rotate-workspace left
  remove-retired          remove retired keys that nothing needs`;

type KeyCommandDeps = { readonly database: DatabaseAdapter; readonly masters: readonly MasterKey[] };

function queryOver(database: DatabaseAdapter): Query {
  return async (query, params) => {
    const texts = params.map((param) => (param === null ? null : String(param)));
    const { fields, rows } = await database.execute({ query, params: texts });
    return rows.map((row) => Object.fromEntries(fields.map(({ name }, index) => [name, row[index]])));
  };
}

function createRotationDeps({ database, masters }: KeyCommandDeps): RotationDeps {
  const query = queryOver(database);
  const vault = createVault(masters);
  const keys = createWorkspaceKeyRepository(query);
  return { query, vault, keys, secrets: createWorkspaceSecrets({ vault, keys }), random: secureRandom };
}

function report({ count, unreadable }: Resealed): string[] {
  return [`Sealed ${count} texts anew.`, ...unreadable.map((name) => `Could not be read, and was left: ${name}`)];
}

async function status({ query, vault }: RotationDeps): Promise<string[]> {
  const masters = await readMasterNeeds(query);
  const retired = await readNeededRetired(query);
  return [
    `The newest master key has version ${vault.version}.`,
    ...masters.map(({ version, what, needs }) => `Master key ${version} opens ${needs} of ${what}.`),
    ...retired.map(
      ({ workspace_id, version }) => `Key ${version} of workspace ${workspace_id} is retired and still needed.`,
    ),
  ];
}

async function remove({ query }: RotationDeps): Promise<string[]> {
  const removed = await removeRetired(query);
  return [`Removed ${removed.length} retired keys.`];
}

function workspaceOf(id: string | undefined): string {
  if (id === undefined || !isUuid(id)) throw new StartError(USAGE);
  return id.toLowerCase();
}

/** Runs a command of `npm run keys`, and gives the lines to print. Throws a StartError with the usage for any other. */
export async function runKeyCommand(deps: KeyCommandDeps, [command, id]: readonly string[]): Promise<string[]> {
  const rotation = createRotationDeps(deps);
  switch (command) {
    case 'status':
      return status(rotation);
    case 'rotate-master':
      return report(await rotateMaster(rotation));
    case 'rotate-workspace':
      return report(await rotateWorkspace(rotation, workspaceOf(id)));
    case 'reseal':
      return report(await resealWorkspace(rotation, workspaceOf(id)));
    case 'remove-retired':
      return remove(rotation);
    default:
      throw new StartError(USAGE);
  }
}
