import { z } from 'zod';
import type { GateOwner } from '../../../durable-objects/flow-gate-calls.ts';
import { publishedSettings } from '../../executions/lifecycle/gated-executions.ts';
import { aliveExecutions, countHeld, listHeld } from '../../executions/lifecycle/held-executions.ts';
import { MAX_WAITING } from '../../flow/flow-limits.ts';
import { adopt, configureGate, type Gate, leave } from '../../flow/gate.ts';
import { type GateConfig, gateConfig, OPEN_GATE } from '../../flow/gate-config.ts';
import { flowSettingsSchema } from '../../workflows/graph/flow.schemas.ts';
import type { GateDeps } from './gate-deps.ts';
import { ROW_PATIENCE } from './serve-gate.ts';
import { sharedLimit } from './shared-gate.ts';

/** Places that one statement asks about. */
const GROUP = 1000;

const settingsSchema = z.object({ flow: flowSettingsSchema.optional() });

/** The limits as they are now; `null`: as the gate knows them. */
async function currentConfig({ db }: GateDeps, { workspaceId, workflowId }: GateOwner): Promise<GateConfig | null> {
  if (workflowId === null) return sharedLimit(db, workspaceId);
  const published = await publishedSettings(db, { workspaceId, workflowId });
  if (published === null) return null;
  const { flow } = settingsSchema.parse(published.settings);
  return flow === undefined ? { ...OPEN_GATE, version: published.version } : gateConfig(flow, published.version);
}

/** Gives back the places of executions that have ended without the gate being told, or are not there any more. */
async function freePlaces({ db }: GateDeps, gate: Gate, now: number): Promise<void> {
  const settled = [...gate.places.all()].filter(({ since, held }) => !held && now - since >= ROW_PATIENCE);
  for (let start = 0; start < settled.length; start += GROUP) {
    const ids = settled.slice(start, start + GROUP).map(({ id }) => id);
    const alive = await aliveExecutions(db, ids);
    for (const id of ids) if (!alive.has(id)) leave(gate, id);
  }
}

function waitingFor(gate: Gate, now: number): number {
  const pending = [...gate.debounces.byKey.values()].flatMap(({ runs, ask }) => (runs === 'last' ? ask : []));
  const asks = [...gate.line.asks.values(), ...pending];
  return asks.filter(({ askedAt }) => now - askedAt >= ROW_PATIENCE).length;
}

/** Takes in the executions that are held and that the gate has forgotten, or never heard of. */
async function adoptForgotten(
  { db }: GateDeps,
  gate: Gate,
  { owner, now }: { owner: GateOwner; now: number },
): Promise<void> {
  const seconds = ROW_PATIENCE / 1000;
  if ((await countHeld(db, owner, seconds)) <= waitingFor(gate, now)) return;
  for (const { id, key, since } of await listHeld(db, owner, { seconds, limit: MAX_WAITING })) {
    adopt(gate, { id, key, priority: 0, askedAt: since });
  }
}

/**
 * Compares what the gate knows with what the database knows, and makes good what got lost between them: limits that were
 * published, ends, and executions that wait. Changes nothing when nothing got lost.
 */
export async function reconcileGate(
  deps: GateDeps,
  gate: Gate,
  { owner, now }: { owner: GateOwner; now: number },
): Promise<void> {
  const config = await currentConfig(deps, owner);
  if (config !== null && JSON.stringify(config) !== JSON.stringify(gate.config)) configureGate(gate, config);
  await freePlaces(deps, gate, now);
  await adoptForgotten(deps, gate, { owner, now });
  gate.starts.prune(now);
}
