import type { App } from '../../http/app-types.ts';
import { defineRoute } from '../../http/route.ts';
import { jsonBody, jsonResponse, optionalBody } from '../../http/route-parts.ts';
import { pageSchema } from '../../shared/pagination.ts';
import { etagOf } from '../etag.ts';
import {
  diffQuerySchema,
  listedVersionSchema,
  listVersionsSchema,
  versionDiffSchema,
  versionParameter,
  workflowVersionSchema,
} from '../model/versions.schemas.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';
import { nameVersionSchema, rollBackWorkflowSchema } from '../model/workflows.schemas.ts';
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
} from '../workflow-route-parts.ts';
import { diffVersions } from './diff-versions.ts';
import { getVersion } from './get-version.ts';
import { listVersions } from './list-versions.ts';
import { nameVersion } from './name-version.ts';
import { rollBackWorkflow } from './roll-back-workflow.ts';

const versionPath = workflowPath.extend({ version: versionParameter });

const list = defineRoute({
  operationId: 'list_workflow_versions',
  summary: 'List versions',
  description:
    'The versions of a workflow, latest first, without their graphs. Those that were only run as drafts are left out unless `runs` is `shown`.',
  tags,
  method: 'get',
  path: `${WORKFLOWS_PATH}/{workflow_id}/versions`,
  permission: 'workflows:read',
  request: { params: workflowPath, query: listVersionsSchema },
  responses: { 200: jsonResponse('A page of versions.', pageSchema(listedVersionSchema)) },
});

const get = defineRoute({
  operationId: 'get_workflow_version',
  summary: 'Get a version',
  description: 'One version as it was saved. It never changes.',
  tags,
  method: 'get',
  path: `${WORKFLOWS_PATH}/{workflow_id}/versions/{version}`,
  permission: 'workflows:read',
  request: { params: versionPath },
  responses: { 200: jsonResponse('The version.', workflowVersionSchema) },
});

const diff = defineRoute({
  operationId: 'diff_workflow_versions',
  summary: 'Compare two versions',
  description: 'Nodes and connections added and removed, and every place at which a node or the settings changed.',
  tags,
  method: 'get',
  path: `${WORKFLOWS_PATH}/{workflow_id}/diff`,
  permission: 'workflows:read',
  request: { params: workflowPath, query: diffQuerySchema },
  responses: { 200: jsonResponse('The difference.', versionDiffSchema) },
});

const name = defineRoute({
  operationId: 'create_workflow_version',
  summary: 'Make a version',
  description:
    'Keeps the drawing as it stands as a version, under a message. It may be incomplete: `faults` says what keeps it from being published. Triggers go on with the published version.',
  tags,
  method: 'post',
  path: `${WORKFLOWS_PATH}/{workflow_id}/versions`,
  permission: 'workflows:write',
  request: { params: workflowPath, headers: ifMatchHeader, body: optionalBody(nameVersionSchema) },
  responses: { 201: savedResponse('The workflow at its new version.'), ...changeProblems },
});

const rollBack = defineRoute({
  operationId: 'roll_back_workflow',
  summary: 'Roll back',
  description: 'Makes a new version with the content of an old one. Triggers go on with the published version.',
  tags,
  method: 'post',
  path: `${WORKFLOWS_PATH}/{workflow_id}/rollback`,
  permission: 'workflows:write',
  request: { params: workflowPath, headers: ifMatchHeader, body: jsonBody(rollBackWorkflowSchema) },
  responses: {
    200: savedResponse('The workflow at its new version.'),
    ...changeProblems,
    ...useProblem,
    422: drawingProblem,
  },
});

export function registerVersionRoutes(app: App, deps: WorkflowDeps): void {
  app.openapi(list, async (c) => {
    const id = c.req.valid('param').workflow_id;
    return c.json(await listVersions(deps, c.var.actor, { ...c.req.valid('query'), id }), 200);
  });
  app.openapi(get, async (c) => {
    const { workflow_id: id, version } = c.req.valid('param');
    return c.json(await getVersion(deps, c.var.actor, { id, version }), 200);
  });
  app.openapi(diff, async (c) => {
    const id = c.req.valid('param').workflow_id;
    return c.json(await diffVersions(deps, c.var.actor, { ...c.req.valid('query'), id }), 200);
  });
  app.openapi(name, async (c) => {
    const choice = choiceOf(c.req.valid('param'), c.req.valid('header'));
    const workflow = await nameVersion(deps, c.var.actor, { ...c.req.valid('json'), ...choice });
    return c.json(workflow, 201, { etag: etagOf(workflow.revision) });
  });
  app.openapi(rollBack, async (c) => {
    const choice = choiceOf(c.req.valid('param'), c.req.valid('header'));
    const workflow = await rollBackWorkflow(deps, c.var.actor, { ...c.req.valid('json'), ...choice });
    return c.json(workflow, 200, { etag: etagOf(workflow.revision) });
  });
}
