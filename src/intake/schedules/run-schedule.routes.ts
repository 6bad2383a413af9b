import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { jsonBody, jsonResponse } from '../../http/route-parts.ts';
import { usedUp } from '../../plans/plan-route-parts.ts';
import { backfilledSchema, backfillSchema, startedRunSchema } from '../../schedules/model/schedule-runs.schemas.ts';
import { SCHEDULES_PATH, schedulePath, tags } from '../../schedules/schedule-route-parts.ts';
import { backfillSchedule } from './backfill-schedule.ts';
import { runSchedule } from './run-schedule.ts';
import type { RunScheduleDeps } from './schedule-to-run.ts';

const cannot = problem(
  'The workflow cannot be run: `workflows.archived`, `schedules.workflow_not_published`, `schedules.no_trigger`, `schedules.workflow_unusable`. `schedules.changed_meanwhile`.',
);

const run = defineRoute({
  operationId: 'run_schedule',
  summary: 'Run a schedule now',
  description: 'Starts its workflow with its input, whatever its overlap policy, also while it is paused.',
  tags,
  method: 'post',
  path: `${SCHEDULES_PATH}/{schedule_id}/run`,
  permission: 'workflows:run',
  request: { params: schedulePath },
  responses: {
    202: jsonResponse('The execution is accepted and goes on by itself.', startedRunSchema),
    ...usedUp,
    409: cannot,
  },
});

const backfill = defineRoute({
  operationId: 'backfill_schedule',
  summary: 'Run a schedule for a past range',
  description:
    'Starts each slot of the range that has not run, all at once. A slot runs once, however often and from whichever side it is asked for.',
  tags,
  method: 'post',
  path: `${SCHEDULES_PATH}/{schedule_id}/backfill`,
  permission: 'workflows:run',
  request: { params: schedulePath, body: jsonBody(backfillSchema) },
  responses: {
    202: jsonResponse('What was started.', backfilledSchema),
    ...usedUp,
    409: cannot,
    422: problem('`schedules.bad_range`, `schedules.too_many_slots`, `schedules.range_too_old`.'),
  },
});

export function registerRunSchedule(app: App, deps: RunScheduleDeps): void {
  app.openapi(run, async (c) => {
    const execution_id = await runSchedule(deps, c.var.actor, c.req.valid('param').schedule_id);
    return c.json({ execution_id }, 202);
  });
  app.openapi(backfill, async (c) => {
    const { schedule_id: id } = c.req.valid('param');
    return c.json(await backfillSchedule(deps, c.var.actor, { id, range: c.req.valid('json') }), 202);
  });
}
