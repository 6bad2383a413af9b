import type { SystemDatabase } from '../db/client.ts';
import type { Clock } from '../shared/clock.ts';
import { createLruCache } from '../shared/lru-cache.ts';
import { readSettings } from './workspace-settings.ts';

/** The only hosts that the workflows of a workspace may call; `null`: any public one. */
export type EgressAllowLists = (workspaceId: string) => Promise<readonly string[] | null>;

/** How long a list counts before it is read again, in milliseconds: a change holds everywhere after that. */
const FRESH_MS = 10_000;

const LISTS_KEPT = 2000;

const READ = 'SELECT settings FROM workspaces WHERE id = $1::uuid';

/** Reads the list when a workflow is about to call somebody, and remembers it for ten seconds: nothing else pays for it. */
export function createEgressAllowLists({
  db,
  now,
}: {
  readonly db: SystemDatabase;
  readonly now: Clock;
}): EgressAllowLists {
  const cache = createLruCache<{ readonly hosts: readonly string[] | null; readonly readAt: number }>(LISTS_KEPT);
  return async (workspaceId) => {
    const known = cache.get(workspaceId);
    if (known !== undefined && now() - known.readAt < FRESH_MS) return known.hosts;
    const [row] = await db.sql.query(READ, [workspaceId]);
    const hosts = row === undefined ? [] : readSettings(row.settings).egress_allow;
    cache.set(workspaceId, { hosts, readAt: now() });
    return hosts;
  };
}
