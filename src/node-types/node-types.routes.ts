import { z } from '@hono/zod-openapi';
import { etag } from 'hono/etag';
import type { App } from '../http/app-types.ts';
import { defineRoute } from '../http/route.ts';
import { jsonBody, jsonResponse } from '../http/route-parts.ts';
import { toWholeList } from '../shared/pagination.ts';
import { createNodeTypeList, type NodeTypeDeps, shapesOf } from './node-type-list.ts';
import { nodeShapeListSchema, nodeTypeListSchema, nodeTypeSchema, shapeNodesSchema } from './node-types.schemas.ts';

const tags = ['Node types'];
const PATH = '/api/v1/node-types';

/** The next deployment may change them, so clients ask each time, with the ETag. */
const CACHE = { 'cache-control': 'private, no-cache' };
const unchanged = { description: 'Nothing has changed since the ETag of If-None-Match.' };

const list = defineRoute({
  operationId: 'list_node_types',
  summary: 'List node types',
  description: 'Every type of node, with handles, an example and the JSON Schema of its config.',
  tags,
  method: 'get',
  path: PATH,
  permission: 'authenticated',
  responses: { 200: jsonResponse('The node types.', nodeTypeListSchema), 304: unchanged },
});

const get = defineRoute({
  operationId: 'get_node_type',
  summary: 'Get a node type',
  description: 'One type of node, with handles, an example and the JSON Schema of its config.',
  tags,
  method: 'get',
  path: `${PATH}/{type}`,
  permission: 'authenticated',
  request: { params: z.strictObject({ type: z.string().max(50).openapi({ example: 'action.http' }) }) },
  responses: { 200: jsonResponse('The node type.', nodeTypeSchema), 304: unchanged },
});

const shapes = defineRoute({
  operationId: 'get_node_shapes',
  summary: 'Get the handles of nodes',
  description:
    'Inputs, outputs and effect of nodes as they are configured, in the order of the request; null for a type that there is not.',
  tags,
  method: 'post',
  path: `${PATH}/shapes`,
  permission: 'authenticated',
  request: { body: jsonBody(shapeNodesSchema) },
  responses: { 200: jsonResponse('The handles of each node.', nodeShapeListSchema) },
});

export function registerNodeTypeRoutes(app: App, deps: NodeTypeDeps): void {
  const nodeTypes = createNodeTypeList(deps);
  app.use(`${PATH}/*`, etag());
  app.openapi(shapes, (c) => c.json(toWholeList(shapesOf(deps, c.req.valid('json'))), 200));
  app.openapi(list, (c) => c.json(toWholeList(nodeTypes.all()), 200, CACHE));
  app.openapi(get, (c) => c.json(nodeTypes.one(c.req.valid('param').type), 200, CACHE));
}
