import { z } from '@hono/zod-openapi';
import type { App } from '../http/app-types.ts';
import { problem } from '../http/problem-responses.ts';
import { defineRoute } from '../http/route.ts';
import { jsonResponse } from '../http/route-parts.ts';
import { pageQuery, pageSchema } from '../shared/pagination.ts';
import { listScheduleRuns } from './list-schedule-runs.ts';
import type { ScheduleDeps } from './model/schedule-deps.ts';
import { scheduleRunSchema } from './model/schedule-runs.schemas.ts';
import { previewQuery, scheduleSchema, storedPreviewSchema } from './model/schedules.schemas.ts';
import { pauseSchedule, resumeSchedule } from './pause-schedule.ts';
import { previewStoredSchedule } from './preview-stored-schedule.ts';
import { SCHEDULES_PATH, schedulePath, tags } from './schedule-route-parts.ts';

const changed = problem('`schedules.changed_meanwhile`: somebody changed it at the same moment.');

const pause = defineRoute({
  operationId: 'pause_schedule',
  summary: 'Pause a schedule',
  description: 'It runs no more until it is resumed, even if its workflow is published again. What is running goes on.',
  tags,
  method: 'post',
  path: `${SCHEDULES_PATH}/{schedule_id}/pause`,
  permission: 'workflows:write',
  request: { params: schedulePath },
  responses: { 200: jsonResponse('The schedule.', scheduleSchema), 409: changed },
});

const resume = defineRoute({
  operationId: 'resume_schedule',
  summary: 'Resume a schedule',
  description: 'It goes on from now: what would have come meanwhile is not caught up on.',
  tags,
  method: 'post',
  path: `${SCHEDULES_PATH}/{schedule_id}/resume`,
  permission: 'workflows:write',
  request: { params: schedulePath },
  responses: { 200: jsonResponse('The schedule.', scheduleSchema), 409: changed },
});

const preview = defineRoute({
  operationId: 'preview_stored_schedule',
  summary: 'Preview a stored schedule',
  description: 'Its next runs: ten unless `count` says otherwise; none if the rule names no moment any more.',
  tags,
  method: 'get',
  path: `${SCHEDULES_PATH}/{schedule_id}/preview`,
  permission: 'workflows:read',
  request: { params: schedulePath, query: previewQuery },
  responses: { 200: jsonResponse('The next runs.', storedPreviewSchema) },
});

const runs = defineRoute({
  operationId: 'list_schedule_runs',
  summary: 'List the runs of a schedule',
  description: 'What it has started, the latest slots first, with how late each run began.',
  tags,
  method: 'get',
  path: `${SCHEDULES_PATH}/{schedule_id}/runs`,
  permission: 'executions:read',
  request: { params: schedulePath, query: z.strictObject(pageQuery) },
  responses: { 200: jsonResponse('A page of runs.', pageSchema(scheduleRunSchema)) },
});

/** What becomes of a schedule: it is paused and resumed, and has runs behind and before it. */
export function registerScheduleCourse(app: App, deps: ScheduleDeps): void {
  app.openapi(pause, async (c) =>
    c.json(await pauseSchedule(deps, c.var.actor, c.req.valid('param').schedule_id), 200),
  );
  app.openapi(resume, async (c) =>
    c.json(await resumeSchedule(deps, c.var.actor, c.req.valid('param').schedule_id), 200),
  );
  app.openapi(preview, async (c) => {
    const { schedule_id: id } = c.req.valid('param');
    return c.json(await previewStoredSchedule(deps, c.var.actor, { id, ...c.req.valid('query') }), 200);
  });
  app.openapi(runs, async (c) => {
    const { schedule_id: id } = c.req.valid('param');
    return c.json(await listScheduleRuns(deps, c.var.actor, { id, ...c.req.valid('query') }), 200);
  });
}
