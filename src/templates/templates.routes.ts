import { z } from '@hono/zod-openapi';
import { etag } from 'hono/etag';
import type { App } from '../http/app-types.ts';
import { defineRoute } from '../http/route.ts';
import { jsonResponse } from '../http/route-parts.ts';
import { toWholeList } from '../shared/pagination.ts';
import { createTemplates } from './load-templates.ts';
import { templateListSchema, templateSchema } from './templates.schemas.ts';

const tags = ['Templates'];
const PATH = '/api/v1/templates';

/** The next deployment may change them, so clients ask each time, with the ETag. */
const CACHE = { 'cache-control': 'private, no-cache' };
const unchanged = { description: 'Nothing has changed since the ETag of If-None-Match.' };

const list = defineRoute({
  operationId: 'list_templates',
  summary: 'List templates',
  description:
    'Workflows to begin with: those that do a whole job first, then a small one for each node type. All of them come with LinkFlow.',
  tags,
  method: 'get',
  path: PATH,
  permission: 'authenticated',
  responses: { 200: jsonResponse('The templates.', templateListSchema), 304: unchanged },
});

const get = defineRoute({
  operationId: 'get_template',
  summary: 'Get a template',
  description: 'One template, with the file that `POST …/workflows/import` takes.',
  tags,
  method: 'get',
  path: `${PATH}/{slug}`,
  permission: 'authenticated',
  request: { params: z.strictObject({ slug: z.string().max(100).openapi({ example: 'answer-a-webhook' }) }) },
  responses: { 200: jsonResponse('The template.', templateSchema), 304: unchanged },
});

export function registerTemplateRoutes(app: App): void {
  const templates = createTemplates();
  app.use(`${PATH}/*`, etag());
  app.openapi(list, async (c) => c.json(toWholeList(await templates.list()), 200, CACHE));
  app.openapi(get, async (c) => c.json(await templates.get(c.req.valid('param').slug), 200, CACHE));
}
