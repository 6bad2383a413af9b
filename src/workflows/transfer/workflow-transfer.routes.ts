import { z } from '@hono/zod-openapi';
import type { App } from '../../http/app-types.ts';
import { problemSchema } from '../../http/problem.schema.ts';
import { defineRoute } from '../../http/route.ts';
import { jsonBody, jsonResponse, workspacePath } from '../../http/route-parts.ts';
import { versionParameter } from '../model/versions.schemas.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';
import { validateGraphSchema } from '../model/workflows.schemas.ts';
import { graphProblem, tags, WORKFLOWS_PATH, workflowPath } from '../workflow-route-parts.ts';
import { exportWorkflow } from './export-workflow.ts';
import { importWorkflow } from './import-workflow.ts';
import { importedWorkflowSchema, importWorkflowSchema, workflowFileSchema } from './transfer.schemas.ts';
import { validateWorkflow } from './validate-workflow.ts';

const exportFile = defineRoute({
  operationId: 'export_workflow',
  summary: 'Export a workflow',
  description: 'A version, the latest if none is named, as a file. Credential ids go along, secrets never.',
  tags,
  method: 'get',
  path: `${WORKFLOWS_PATH}/{workflow_id}/export`,
  permission: 'workflows:read',
  request: {
    params: workflowPath,
    query: z.strictObject({ version: versionParameter.optional() }),
  },
  responses: { 200: jsonResponse('The file.', workflowFileSchema) },
});

const importFile = defineRoute({
  operationId: 'import_workflow',
  summary: 'Import a workflow',
  description: 'Stores a file as a new draft. Credentials that this workspace lacks are taken off the nodes and named.',
  tags,
  method: 'post',
  path: `${WORKFLOWS_PATH}/import`,
  permission: 'workflows:write',
  request: { params: workspacePath, body: jsonBody(importWorkflowSchema) },
  responses: { 201: jsonResponse('The workflow, and what it lost.', importedWorkflowSchema), 422: graphProblem },
});

const validate = defineRoute({
  operationId: 'validate_workflow',
  summary: 'Validate a graph',
  description: 'Says what a save would say about nodes, connections and settings, and stores nothing.',
  tags,
  method: 'post',
  path: `${WORKFLOWS_PATH}/validate`,
  permission: 'workflows:read',
  request: { params: workspacePath, body: jsonBody(validateGraphSchema) },
  responses: {
    200: jsonResponse(
      'The verdict.',
      z.strictObject({ valid: z.boolean(), errors: problemSchema.shape.errors.unwrap() }),
    ),
  },
});

export function registerTransferRoutes(app: App, deps: WorkflowDeps): void {
  app.openapi(exportFile, async (c) => {
    const [{ workflow_id: id }, { version }] = [c.req.valid('param'), c.req.valid('query')];
    const file = await exportWorkflow(deps, c.var.actor, { id, version });
    return c.json(file, 200, { 'content-disposition': `attachment; filename="workflow-${id}.json"` });
  });
  app.openapi(importFile, async (c) => c.json(await importWorkflow(deps, c.var.actor, c.req.valid('json')), 201));
  app.openapi(validate, async (c) => c.json(await validateWorkflow(deps, c.var.actor, c.req.valid('json')), 200));
}
