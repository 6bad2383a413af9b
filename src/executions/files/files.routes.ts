import { z } from '@hono/zod-openapi';
import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { idParameter, jsonResponse, workspacePath } from '../../http/route-parts.ts';
import { pageSchema } from '../../shared/pagination.ts';
import { downloadFile, type FileRouteDeps } from './download-file.ts';
import { executionFileSchema, listFilesQuery } from './files.schemas.ts';
import { type ListFilesDeps, listFiles } from './list-files.ts';

const tags = ['Executions'];
const base = '/api/v1/workspaces/{workspace_id}/executions/{execution_id}/files';
const executionPath = workspacePath.extend({ execution_id: idParameter('The execution.') });

const list = defineRoute({
  operationId: 'list_execution_files',
  summary: "List an execution's files",
  description:
    'What the execution holds in the bucket: files that are too large for memory, and outputs that are too large for history.',
  tags,
  method: 'get',
  path: base,
  permission: 'executions:read',
  request: { params: executionPath, query: listFilesQuery },
  responses: { 200: jsonResponse('A page of files.', pageSchema(executionFileSchema)) },
});

const bytes = { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } };

const download = defineRoute({
  operationId: 'download_execution_file',
  summary: "Download an execution's file",
  description:
    'The bytes of the file, or the part of them that one `Range` asks for. Browsers save it, and show none of it.',
  tags,
  method: 'get',
  path: `${base}/{file_id}`,
  permission: 'executions:read',
  request: { params: executionPath.extend({ file_id: idParameter('The file.') }) },
  responses: {
    200: { description: 'The file.', content: bytes },
    206: { description: 'The part of it that was asked for.', content: bytes },
    416: problem('`executions.range_not_satisfiable`: the file is not as long.'),
  },
});

export function registerFileRoutes(app: App, deps: FileRouteDeps & ListFilesDeps): void {
  app.openapi(list, async (c) => {
    const { execution_id: executionId } = c.req.valid('param');
    return c.json(await listFiles(deps, c.var.actor, { executionId, ...c.req.valid('query') }), 200);
  });
  app.openapi(download, async (c) => {
    const { execution_id: executionId, file_id: fileId } = c.req.valid('param');
    const [range, ifRange] = [c.req.header('range'), c.req.header('if-range')];
    return downloadFile(deps, c.var.actor, { executionId, fileId, range, ifRange });
  });
}
