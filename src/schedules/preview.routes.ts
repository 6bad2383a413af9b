import type { App } from '../http/app-types.ts';
import { defineRoute } from '../http/route.ts';
import { jsonBody, jsonResponse, workspacePath } from '../http/route-parts.ts';
import type { Clock } from '../shared/clock.ts';
import { previewScheduleSchema, schedulePreviewSchema } from './preview.schemas.ts';
import { previewSchedule } from './preview-schedule.ts';

const preview = defineRoute({
  operationId: 'preview_schedule',
  summary: 'Preview a schedule',
  description:
    'The next runs of a schedule that is only being typed, with the local time of each, and a note at those that a change of the clocks has moved. Stores nothing.',
  tags: ['Schedules'],
  method: 'post',
  path: '/api/v1/workspaces/{workspace_id}/schedules/preview',
  permission: 'workflows:read',
  request: { params: workspacePath, body: jsonBody(previewScheduleSchema) },
  responses: { 200: jsonResponse('The next runs.', schedulePreviewSchema) },
});

export function registerSchedulePreview(app: App, deps: { readonly now: Clock }): void {
  app.openapi(preview, (c) => c.json(previewSchedule(deps, c.req.valid('json')), 200));
}
