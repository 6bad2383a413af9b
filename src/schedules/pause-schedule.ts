import type { Actor } from '../security/permissions.ts';
import { loadPublishedGraph, loadWorkflow } from '../workflows/load-workflow.ts';
import { changeSchedule } from './change-schedule.ts';
import { loadSchedule } from './load-schedule.ts';
import type { ScheduleDeps } from './model/schedule-deps.ts';
import type { StoredSchedule } from './model/schedule-rows.ts';
import { AT_REST, stateFrom } from './model/schedule-shape.ts';
import type { Schedule } from './model/schedules.schemas.ts';

/** Stops a schedule until it is resumed; publishing its workflow does not wake it. What it has started goes on. */
export async function pauseSchedule(deps: ScheduleDeps, actor: Actor, id: string): Promise<Schedule> {
  const current = await loadSchedule(deps, actor, id);
  if (current.paused_at !== null) return current.view;
  const at = deps.now();
  const paused_at = new Date(at).toISOString();
  const edit = { ...AT_REST, action: 'schedules.paused', at, restate: true, paused_at } as const;
  return changeSchedule(deps, actor, { current, edit });
}

/** Whether the schedule would run if it was not paused. One without a node is put to rest by a tick if its workflow rests. */
async function wouldRun(deps: ScheduleDeps, actor: Actor, schedule: StoredSchedule): Promise<boolean> {
  if (schedule.node_id === null) return true;
  const workflow = await loadWorkflow(deps, actor, schedule.workflow_id);
  if (workflow.status !== 'active') return false;
  const graph = await loadPublishedGraph(deps, workflow);
  const node = graph?.nodes.find(({ id }) => id === schedule.node_id);
  return node !== undefined && node.disabled !== true;
}

/** Goes on with a paused schedule from now on: what would have come meanwhile is not caught up on. */
export async function resumeSchedule(deps: ScheduleDeps, actor: Actor, id: string): Promise<Schedule> {
  const current = await loadSchedule(deps, actor, id);
  if (current.paused_at === null) return current.view;
  const at = deps.now();
  const state = (await wouldRun(deps, actor, current)) ? stateFrom(current, at) : AT_REST;
  const edit = { ...state, action: 'schedules.resumed', at, restate: true, paused_at: null } as const;
  return changeSchedule(deps, actor, { current, edit });
}
