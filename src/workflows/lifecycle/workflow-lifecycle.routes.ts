import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { optionalBody } from '../../http/route-parts.ts';
import { noneLeft } from '../../plans/plan-route-parts.ts';
import { etagOf } from '../etag.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';
import { duplicateWorkflowSchema, publishWorkflowSchema } from '../model/workflows.schemas.ts';
import {
  changeProblems,
  choiceOf,
  drawingProblem,
  ifMatchHeader,
  savedResponse,
  tags,
  useProblem,
  WORKFLOWS_PATH,
  workflowPath,
  workflowResponse,
} from '../workflow-route-parts.ts';
import { changeStatus } from './change-status.ts';
import { duplicateWorkflow } from './duplicate-workflow.ts';
import { publishWorkflow } from './publish-workflow.ts';

const publishProblem = problem(
  '`workflows.invalid_graph`: `errors` lists the faults of the graph. `workflows.webhook_not_ready`: it lists the webhooks that have to be given the secret of their sender first.',
);

const publish = defineRoute({
  operationId: 'publish_workflow',
  summary: 'Publish a workflow',
  description:
    'Makes a version the one that triggers run, and turns triggers on. Without one the drawing as it stands becomes a version first, unless it is the latest one. An incomplete one is refused.',
  tags,
  method: 'post',
  path: `${WORKFLOWS_PATH}/{workflow_id}/publish`,
  permission: 'workflows:write',
  request: { params: workflowPath, headers: ifMatchHeader, body: optionalBody(publishWorkflowSchema) },
  responses: {
    200: workflowResponse('The active workflow.'),
    ...changeProblems,
    ...useProblem,
    ...noneLeft,
    422: publishProblem,
  },
});

/** What the routes share that change the status alone. */
const statusRoute = {
  tags,
  method: 'post',
  permission: 'workflows:write',
  request: { params: workflowPath, headers: ifMatchHeader },
  responses: { 200: workflowResponse('The workflow.'), ...changeProblems },
} as const;

const deactivate = defineRoute({
  ...statusRoute,
  operationId: 'deactivate_workflow',
  summary: 'Turn triggers off',
  description: 'The workflow becomes a draft; what is running goes on. Publishing turns triggers on again.',
  path: `${WORKFLOWS_PATH}/{workflow_id}/deactivate`,
});

const archive = defineRoute({
  ...statusRoute,
  operationId: 'archive_workflow',
  summary: 'Archive a workflow',
  description: 'Puts the workflow away: triggers off, no changes, until it is unarchived.',
  path: `${WORKFLOWS_PATH}/{workflow_id}/archive`,
});

const unarchive = defineRoute({
  ...statusRoute,
  operationId: 'unarchive_workflow',
  summary: 'Unarchive a workflow',
  description: 'Takes an archived workflow back as a draft.',
  path: `${WORKFLOWS_PATH}/{workflow_id}/unarchive`,
});

const duplicate = defineRoute({
  operationId: 'duplicate_workflow',
  summary: 'Duplicate a workflow',
  description: 'Copies the drawing into a new draft, with webhook endpoints of its own and no history.',
  tags,
  method: 'post',
  path: `${WORKFLOWS_PATH}/{workflow_id}/duplicate`,
  permission: 'workflows:write',
  request: { params: workflowPath, body: optionalBody(duplicateWorkflowSchema) },
  responses: { 201: savedResponse('The copy.'), ...useProblem, 422: drawingProblem },
});

export function registerLifecycleRoutes(app: App, deps: WorkflowDeps): void {
  app.openapi(publish, async (c) => {
    const choice = choiceOf(c.req.valid('param'), c.req.valid('header'));
    const workflow = await publishWorkflow(deps, c.var.actor, { ...choice, ...c.req.valid('json') });
    return c.json(workflow, 200, { etag: etagOf(workflow.revision) });
  });
  app.openapi(deactivate, async (c) => {
    const choice = choiceOf(c.req.valid('param'), c.req.valid('header'));
    const workflow = await changeStatus(deps, c.var.actor, { ...choice, change: 'deactivate' });
    return c.json(workflow, 200, { etag: etagOf(workflow.revision) });
  });
  app.openapi(archive, async (c) => {
    const choice = choiceOf(c.req.valid('param'), c.req.valid('header'));
    const workflow = await changeStatus(deps, c.var.actor, { ...choice, change: 'archive' });
    return c.json(workflow, 200, { etag: etagOf(workflow.revision) });
  });
  app.openapi(unarchive, async (c) => {
    const choice = choiceOf(c.req.valid('param'), c.req.valid('header'));
    const workflow = await changeStatus(deps, c.var.actor, { ...choice, change: 'unarchive' });
    return c.json(workflow, 200, { etag: etagOf(workflow.revision) });
  });
  app.openapi(duplicate, async (c) => {
    const { name } = c.req.valid('json');
    const workflow = await duplicateWorkflow(deps, c.var.actor, { id: c.req.valid('param').workflow_id, name });
    return c.json(workflow, 201, { etag: etagOf(workflow.revision) });
  });
}
