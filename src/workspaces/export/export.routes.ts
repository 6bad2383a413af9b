import { z } from '@hono/zod-openapi';
import type { App, AppContext } from '../../http/app-types.ts';
import { NDJSON, streamTexts } from '../../http/ndjson.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { workspacePath } from '../../http/route-parts.ts';
import { consoleLog } from '../../shared/log.ts';
import { type ExportDeps, exportUser, exportWorkspace } from './export-data.ts';

const responses = {
  200: {
    description:
      'Lines of JSON: what it is; `{"table", "row"}` for each row; `{"end": true, "rows"}`, without which it is not whole.',
    content: { [NDJSON]: { schema: z.string() } },
  },
  429: problem('`auth.too_many_attempts`: many exports within the hour.'),
};

const ofWorkspace = defineRoute({
  operationId: 'export_workspace',
  summary: 'Export a workspace',
  description: 'All that belongs to the workspace, as a stream. No secrets: values of credentials stay sealed here.',
  tags: ['Workspaces'],
  method: 'get',
  path: '/api/v1/workspaces/{workspace_id}/export',
  permission: 'workspace:export',
  stepUp: true,
  request: { params: workspacePath },
  responses,
});

const ofUser = defineRoute({
  operationId: 'export_me',
  summary: 'Export my data',
  description: 'All that is about the signed-in user, in whatever workspace, as a stream.',
  tags: ['Users'],
  method: 'get',
  path: '/api/v1/users/me/export',
  permission: 'authenticated',
  stepUp: true,
  responses,
});

/** Reads on only as fast as the caller takes what was read, so that one page at a time is in memory. */
function answer(c: AppContext, name: string, lines: AsyncGenerator<string>): Response {
  const { requestId } = c.var;
  const onFault = (error: unknown): void =>
    consoleLog({ level: 'warn', message: 'workspaces.export_broken', request_id: requestId, error });
  return c.body(streamTexts(lines, onFault), 200, {
    'content-type': NDJSON,
    'content-disposition': `attachment; filename="${name}.ndjson"`,
    'cache-control': 'no-store',
  });
}

export function registerExportRoutes(app: App, deps: ExportDeps): void {
  app.openapi(ofWorkspace, async (c) => answer(c, 'workspace', await exportWorkspace(deps, c.var.actor)));
  app.openapi(ofUser, async (c) => answer(c, 'user', await exportUser(deps, c.var.user)));
}
