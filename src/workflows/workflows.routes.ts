import type { App } from '../http/app-types.ts';
import { problem } from '../http/problem-responses.ts';
import { defineRoute } from '../http/route.ts';
import { jsonBody, workspacePath } from '../http/route-parts.ts';
import { createWorkflow } from './create-workflow.ts';
import { deleteWorkflow } from './delete-workflow.ts';
import { etagOf } from './etag.ts';
import { loadWorkflow } from './load-workflow.ts';
import type { WorkflowDeps } from './model/workflow-deps.ts';
import { createWorkflowSchema, saveWorkflowSchema } from './model/workflows.schemas.ts';
import { saveWorkflow } from './save-workflow.ts';
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
} from './workflow-route-parts.ts';

const create = defineRoute({
  operationId: 'create_workflow',
  summary: 'Create a workflow',
  description:
    'Stores a draft as version 1, which may be incomplete: `faults` says what keeps it from being published. Without nodes it begins with a manual trigger.',
  tags,
  method: 'post',
  path: WORKFLOWS_PATH,
  permission: 'workflows:write',
  request: { params: workspacePath, body: jsonBody(createWorkflowSchema) },
  responses: { 201: savedResponse('The workflow.'), ...useProblem, 422: drawingProblem },
});

const get = defineRoute({
  operationId: 'get_workflow',
  summary: 'Get a workflow',
  description: 'The workflow with its drawing as it stands. The ETag is what a save sends as If-Match.',
  tags,
  method: 'get',
  path: `${WORKFLOWS_PATH}/{workflow_id}`,
  permission: 'workflows:read',
  request: { params: workflowPath },
  responses: { 200: workflowResponse('The workflow.') },
});

const save = defineRoute({
  operationId: 'save_workflow',
  summary: 'Save a workflow',
  description:
    'Stores what is sent and keeps what is left out. The drawing may be incomplete: `faults` says what keeps it from being published. It becomes a version if `change_message` names it; the drawing before does if it was left alone for ten minutes or somebody else drew it. Triggers go on with the published version.',
  tags,
  method: 'put',
  path: `${WORKFLOWS_PATH}/{workflow_id}`,
  permission: 'workflows:write',
  request: { params: workflowPath, headers: ifMatchHeader, body: jsonBody(saveWorkflowSchema) },
  responses: {
    200: savedResponse('The workflow as saved.'),
    ...changeProblems,
    ...useProblem,
    422: drawingProblem,
    428: problem('`workflows.precondition_required`: If-Match is missing.'),
  },
});

const remove = defineRoute({
  operationId: 'delete_workflow',
  summary: 'Delete a workflow',
  description: 'Deletes the workflow with its versions, webhook endpoints, schedules and executions.',
  tags,
  method: 'delete',
  path: `${WORKFLOWS_PATH}/{workflow_id}`,
  permission: 'workflows:write',
  request: { params: workflowPath, headers: ifMatchHeader },
  responses: { 204: { description: 'Deleted.' }, ...changeProblems },
});

export function registerWorkflowRoutes(app: App, deps: WorkflowDeps): void {
  app.openapi(create, async (c) => {
    const workflow = await createWorkflow(deps, c.var.actor, c.req.valid('json'));
    return c.json(workflow, 201, { etag: etagOf(workflow.revision) });
  });
  app.openapi(get, async (c) => {
    const workflow = await loadWorkflow(deps, c.var.actor, c.req.valid('param').workflow_id);
    return c.json(workflow, 200, { etag: etagOf(workflow.revision) });
  });
  app.openapi(save, async (c) => {
    const choice = choiceOf(c.req.valid('param'), c.req.valid('header'));
    const workflow = await saveWorkflow(deps, c.var.actor, { ...choice, input: c.req.valid('json') });
    return c.json(workflow, 200, { etag: etagOf(workflow.revision) });
  });
  app.openapi(remove, async (c) => {
    const choice = choiceOf(c.req.valid('param'), c.req.valid('header'));
    await deleteWorkflow(deps, c.var.actor, choice);
    return c.body(null, 204);
  });
}
