import {
  type CancelledOfDeleted,
  cancelSomeOf,
  noteStopped,
  unstoppedWorkspaces,
} from '../../executions/lifecycle/cancel-of-deleted.ts';
import { inGroups } from '../../shared/in-groups.ts';
import { consoleLog } from '../../shared/log.ts';
import { leaveGates } from '../flow/leave-gates.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { cancelObject } from './follow-up-ends.ts';

/** Workspaces that one call takes up, executions that one statement cancels, and statements for each workspace. */
const WORKSPACES = 20;
const CHUNK = 500;
const MAX_CHUNKS = 20;

/** Objects that are told at the same time. */
const TOLD_AT_ONCE = 20;

async function followUp(deps: IntakeDeps, cancelled: readonly CancelledOfDeleted[]): Promise<void> {
  const promoted = cancelled.filter((row) => row.promoted);
  await inGroups(promoted, TOLD_AT_ONCE, ({ id }) => cancelObject(deps, id));
  const queued = promoted.filter(({ status }) => status === 'queued').map(({ id }) => id);
  if (queued.length > 0) await deps.outbox.handOver(queued);
  const gated = cancelled.filter((row) => row.gated).map(({ id }) => id);
  if (gated.length > 0) await leaveGates(deps, gated);
}

async function stopOne(deps: IntakeDeps, workspaceId: string): Promise<void> {
  for (let chunk = 0; chunk < MAX_CHUNKS; chunk += 1) {
    const cancelled = await cancelSomeOf(deps.db, workspaceId, CHUNK);
    await followUp(deps, cancelled);
    if (cancelled.length < CHUNK) return noteStopped(deps.db, workspaceId);
  }
}

/** Cancels what runs in workspaces that are to be deleted, those whose rows go first before others. */
export async function stopDeleted(deps: IntakeDeps): Promise<void> {
  for (const id of await unstoppedWorkspaces(deps.db, WORKSPACES)) await stopOne(deps, id);
}

/** The same, at once, for those whose deletion was asked for just now. Never throws: the sweep of each minute does what is left. */
export async function stopDeletedNow(deps: IntakeDeps, workspaceIds: readonly string[]): Promise<void> {
  try {
    for (const id of workspaceIds) await stopOne(deps, id);
  } catch (error) {
    consoleLog({
      level: 'warn',
      message: 'A workspace that is to be deleted was not stopped; the sweep does it.',
      error,
    });
  }
}
