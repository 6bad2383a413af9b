import { expect, vi } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import type { WorkflowConnection, WorkflowNode } from '../../src/engine/workflow.ts';
import {
  type ScheduleDetails,
  type ScheduleRun,
  scheduleDetailsSchema,
  scheduleRunSchema,
} from '../../src/schedules/model/schedule-runs.schemas.ts';
import { type Schedule, scheduleSchema } from '../../src/schedules/model/schedules.schemas.ts';
import { pageSchema } from '../../src/shared/pagination.ts';
import { PATIENCE } from './executions.ts';
import { chain } from './graph.ts';
import { tick } from './queue.ts';
import { node, type Published, publish, type User } from './running-app.ts';
import { testDatabase } from './test-database.ts';

export const MINUTE = 60_000;

export const EACH_MINUTE = { unit: 'cron', expression: '* * * * *' };

export type Drawing = { readonly nodes: readonly WorkflowNode[]; readonly connections: readonly WorkflowConnection[] };

/** A workflow that does nothing when its schedule comes. */
export function idle(config: JsonObject = { rules: [EACH_MINUTE] }): Drawing {
  const nodes = [node('clock', 'trigger.schedule', config), node('end', 'logic.noop')];
  return { nodes, connections: chain('clock → end') };
}

/** A workflow whose executions go on for longer than a test lasts, or for as long as it says. */
export function endless(config: JsonObject, amount = 1, unit = 'hours'): Drawing {
  const wait = node('wait', 'logic.wait', { resume: 'after', amount, unit });
  return { nodes: [node('clock', 'trigger.schedule', config), wait], connections: chain('clock → wait') };
}

/** A published workflow with its schedules, in the order of its rules. */
export type Scheduled = Published & { readonly scheduleIds: readonly string[] };

export async function listSchedules(user: User, query: string): Promise<Schedule[]> {
  const reply = await user.api('GET', `/schedules?limit=100&${query}`);
  return pageSchema(scheduleSchema).parse(reply.json).data;
}

async function publishScheduled(user: User, drawing: Drawing): Promise<Scheduled> {
  const published = await publish(user, drawing);
  const schedules = await listSchedules(user, `workflow_id=${published.id}`);
  return { ...published, scheduleIds: schedules.map(({ id }) => id).toReversed() };
}

/** A published workflow with one schedule; gives the id of that. */
export async function publishOne(user: User, drawing: Drawing): Promise<Scheduled & { readonly schedule: string }> {
  const published = await publishScheduled(user, drawing);
  return { ...published, schedule: published.scheduleIds[0] ?? '' };
}

export async function getSchedule(user: User, id: string): Promise<ScheduleDetails> {
  return scheduleDetailsSchema.parse((await user.api('GET', `/schedules/${id}`)).json);
}

/** What a schedule has started, the latest first. */
export async function listRuns(user: User, id: string): Promise<readonly ScheduleRun[]> {
  const reply = await user.api('GET', `/schedules/${id}/runs?limit=100`);
  return pageSchema(scheduleRunSchema).parse(reply.json).data;
}

/** The beginning of the minute, so many minutes ago. */
export function minutesAgo(minutes: number): number {
  return (Math.floor(Date.now() / MINUTE) - minutes) * MINUTE;
}

/** Puts the next slot of a schedule into the past, as if nobody had ticked since. */
export async function makeDue(id: string, slot = minutesAgo(0)): Promise<void> {
  await testDatabase().sql.query(
    'UPDATE schedules SET next_slot_at = $2::timestamptz, next_run_at = $2::timestamptz WHERE id = $1::uuid',
    [id, new Date(slot).toISOString()],
  );
}

/** Changes the row of a schedule as SQL says. */
export async function changeSchedule(id: string, assignments: string): Promise<void> {
  await testDatabase().sql.query(`UPDATE schedules SET ${assignments} WHERE id = $1::uuid`, [id]);
}

/** Lets one slot of a schedule come, that of so many minutes ago, and no other. */
export async function comeOnce(id: string, minutes: number): Promise<void> {
  const slot = minutesAgo(minutes);
  await changeSchedule(id, `cron_expression = '${new Date(slot).getUTCMinutes()} * * * *'`);
  await makeDue(id, slot);
  await tick();
}

/** Puts all schedules of a workspace to rest, so that the ticks of other tests have nothing to do with them. */
export async function restAll({ workspaceId }: User): Promise<void> {
  await testDatabase().sql.query('UPDATE schedules SET is_active = false WHERE workspace_id = $1::uuid', [workspaceId]);
}

/** Waits until all that a schedule has started has this status. */
export function untilRuns(user: User, id: string, status: string): Promise<readonly ScheduleRun[]> {
  return vi.waitFor(async () => {
    const runs = await listRuns(user, id);
    expect(runs.map((run) => run.status)).toEqual(runs.map(() => status));
    return runs;
  }, PATIENCE);
}
