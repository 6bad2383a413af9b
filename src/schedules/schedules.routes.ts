import type { App } from '../http/app-types.ts';
import { problem } from '../http/problem-responses.ts';
import { defineRoute } from '../http/route.ts';
import { jsonBody, jsonResponse, workspacePath } from '../http/route-parts.ts';
import { pageSchema } from '../shared/pagination.ts';
import { createSchedule } from './create-schedule.ts';
import { deleteSchedule } from './delete-schedule.ts';
import { getSchedule } from './get-schedule.ts';
import { listSchedules } from './list-schedules.ts';
import type { ScheduleDeps } from './model/schedule-deps.ts';
import { scheduleDetailsSchema } from './model/schedule-runs.schemas.ts';
import {
  createScheduleSchema,
  listSchedulesQuery,
  scheduleSchema,
  updateScheduleSchema,
} from './model/schedules.schemas.ts';
import { SCHEDULES_PATH, schedulePath, tags } from './schedule-route-parts.ts';
import { updateSchedule } from './update-schedule.ts';

const create = defineRoute({
  operationId: 'create_schedule',
  summary: 'Create a schedule',
  description:
    'Runs the published version of a workflow at the moments of a rule, with an input of its own. It begins at the manual trigger or, without one, at a schedule trigger.',
  tags,
  method: 'post',
  path: SCHEDULES_PATH,
  permission: 'workflows:write',
  request: { params: workspacePath, body: jsonBody(createScheduleSchema) },
  responses: {
    201: jsonResponse('The schedule.', scheduleSchema),
    404: problem('`workflows.not_found`.'),
    409: problem('`schedules.too_many`: the workspace has as many as it may. `workflows.archived`.'),
  },
});

const list = defineRoute({
  operationId: 'list_schedules',
  summary: 'List schedules',
  description: 'The schedules of the workspace, newest first: those of nodes, and those that were made here.',
  tags,
  method: 'get',
  path: SCHEDULES_PATH,
  permission: 'workflows:read',
  request: { params: workspacePath, query: listSchedulesQuery },
  responses: { 200: jsonResponse('A page of schedules.', pageSchema(scheduleSchema)) },
});

const get = defineRoute({
  operationId: 'get_schedule',
  summary: 'Get a schedule',
  description: 'The schedule, what it did last, and how late its runs begin.',
  tags,
  method: 'get',
  path: `${SCHEDULES_PATH}/{schedule_id}`,
  permission: 'workflows:read',
  request: { params: schedulePath },
  responses: { 200: jsonResponse('The schedule.', scheduleDetailsSchema) },
});

const update = defineRoute({
  operationId: 'update_schedule',
  summary: 'Change a schedule',
  description: 'What is left out stays. A schedule of a node is changed by its node.',
  tags,
  method: 'patch',
  path: `${SCHEDULES_PATH}/{schedule_id}`,
  permission: 'workflows:write',
  request: { params: schedulePath, body: jsonBody(updateScheduleSchema) },
  responses: {
    200: jsonResponse('The schedule as changed.', scheduleSchema),
    409: problem('`schedules.of_node`. `schedules.changed_meanwhile`: somebody changed it at the same moment.'),
    422: problem('`schedules.end_before_start`.'),
  },
});

const remove = defineRoute({
  operationId: 'delete_schedule',
  summary: 'Delete a schedule',
  description: 'The executions that it started stay. A schedule of a node goes with its node.',
  tags,
  method: 'delete',
  path: `${SCHEDULES_PATH}/{schedule_id}`,
  permission: 'workflows:write',
  request: { params: schedulePath },
  responses: { 204: { description: 'Deleted.' }, 409: problem('`schedules.of_node`.') },
});

export function registerScheduleRoutes(app: App, deps: ScheduleDeps): void {
  app.openapi(create, async (c) => c.json(await createSchedule(deps, c.var.actor, c.req.valid('json')), 201));
  app.openapi(list, async (c) => c.json(await listSchedules(deps, c.var.actor, c.req.valid('query')), 200));
  app.openapi(get, async (c) => c.json(await getSchedule(deps, c.var.actor, c.req.valid('param').schedule_id), 200));
  app.openapi(update, async (c) => {
    const { schedule_id: id } = c.req.valid('param');
    return c.json(await updateSchedule(deps, c.var.actor, { id, given: c.req.valid('json') }), 200);
  });
  app.openapi(remove, async (c) => {
    await deleteSchedule(deps, c.var.actor, c.req.valid('param').schedule_id);
    return c.body(null, 204);
  });
}
