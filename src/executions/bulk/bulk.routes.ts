import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { idParameter, jsonBody, jsonResponse, workspacePath } from '../../http/route-parts.ts';
import { pageSchema } from '../../shared/pagination.ts';
import { bulkJobSchema, createBulkJobSchema, listBulkJobsQuery } from './bulk.schemas.ts';
import type { BulkDeps } from './bulk-deps.ts';
import { createBulkJob } from './create-bulk-job.ts';
import { getBulkJob, listBulkJobs, stopBulkJob } from './read-bulk-jobs.ts';

const tags = ['Executions'];
const PATH = '/api/v1/workspaces/{workspace_id}/bulk-jobs';
const jobPath = workspacePath.extend({ bulk_job_id: idParameter('The bulk job.') });

const create = defineRoute({
  operationId: 'create_bulk_job',
  summary: 'Retry, cancel or delete executions',
  description:
    'Does the same to all executions that a filter finds at this moment, as a job that goes on by itself. Without a status, it retries what failed, cancels what has not ended, and deletes what has.',
  tags,
  method: 'post',
  path: PATH,
  permission: 'executions:write',
  request: { params: workspacePath, body: jsonBody(createBulkJobSchema) },
  responses: {
    202: jsonResponse('The job.', bulkJobSchema),
    409: problem('`bulk_jobs.too_many`.'),
    422: problem('`bulk_jobs.nothing_to_do`: it applies to none of the statuses in the filter.'),
  },
});

const list = defineRoute({
  operationId: 'list_bulk_jobs',
  summary: 'List bulk jobs',
  description: 'The bulk jobs of the workspace, newest first.',
  tags,
  method: 'get',
  path: PATH,
  permission: 'executions:read',
  request: { params: workspacePath, query: listBulkJobsQuery },
  responses: { 200: jsonResponse('A page of jobs.', pageSchema(bulkJobSchema)) },
});

const get = defineRoute({
  operationId: 'get_bulk_job',
  summary: 'Get a bulk job',
  description: 'The job, and how far it has come.',
  tags,
  method: 'get',
  path: `${PATH}/{bulk_job_id}`,
  permission: 'executions:read',
  request: { params: jobPath },
  responses: { 200: jsonResponse('The job.', bulkJobSchema) },
});

const stop = defineRoute({
  operationId: 'stop_bulk_job',
  summary: 'Stop a bulk job',
  description: 'It takes up no further executions than the 50 that it may have in hand. What it has done stays done.',
  tags,
  method: 'post',
  path: `${PATH}/{bulk_job_id}/stop`,
  permission: 'executions:write',
  request: { params: jobPath },
  responses: {
    202: jsonResponse('The job as it is now.', bulkJobSchema),
    409: problem('`bulk_jobs.already_ended`.'),
  },
});

export function registerBulkJobs(app: App, deps: BulkDeps): void {
  app.openapi(create, async (c) => c.json(await createBulkJob(deps, c.var.actor, c.req.valid('json')), 202));
  app.openapi(list, async (c) => c.json(await listBulkJobs(deps, c.var.actor, c.req.valid('query')), 200));
  app.openapi(get, async (c) => c.json(await getBulkJob(deps, c.var.actor, c.req.valid('param').bulk_job_id), 200));
  app.openapi(stop, async (c) => c.json(await stopBulkJob(deps, c.var.actor, c.req.valid('param').bulk_job_id), 202));
}
