import type { Database } from '../../db/client.ts';
import { MAX_RUNNING } from '../../executions/lifecycle/claim-executions.ts';
import { type GateConfig, OPEN_GATE } from '../../flow/gate-config.ts';

/** The limits of a workspace's own gate. Its keys are the workflows, which take turns. */
export function sharedGateConfig(maxRunning: number | null): GateConfig {
  return { ...OPEN_GATE, limit: maxRunning };
}

/** What the settings of a workspace say to its gate. */
export async function sharedLimit(db: Database, workspaceId: string): Promise<GateConfig> {
  const text = `SELECT ${MAX_RUNNING} AS max_running FROM workspaces w WHERE w.id = $1::uuid`;
  const [row] = await db.sql.query(text, [workspaceId]);
  return sharedGateConfig(typeof row?.max_running === 'number' ? row.max_running : null);
}
