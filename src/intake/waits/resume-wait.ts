import type { JsonValue } from '../../engine/json.ts';
import type { WaitKey } from '../../executions/waits/execution-waits.ts';
import { takeWait } from '../../executions/waits/take-wait.ts';
import { wakeObject } from '../ends/wake-object.ts';
import type { Background } from '../intake-deps.ts';
import type { WaitDeps } from './wait-link.ts';

export type Resumption = { readonly key: WaitKey; readonly payload: JsonValue; readonly background: Background };

/**
 * Resumes a wait, and sees to it that a runner goes on: the queue brings the execution to one, or the busy one that has it
 * hears of it. False if the wait is not open any more.
 */
export async function resumeWait(deps: WaitDeps, { key, payload, background }: Resumption): Promise<boolean> {
  const woken = await takeWait(deps.db, key, payload);
  if (woken === null) return false;
  background(woken === 'running' ? wakeObject(deps, key.executionId) : deps.outbox.sendSoon(key.executionId));
  return true;
}
