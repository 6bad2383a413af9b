import { etag } from 'hono/etag';
import { EXPRESSION_REFERENCE } from '../engine/expression/reference/reference.ts';
import type { App } from '../http/app-types.ts';
import { problem } from '../http/problem-responses.ts';
import { defineRoute } from '../http/route.ts';
import { jsonBody, jsonResponse, workspacePath } from '../http/route-parts.ts';
import { toWholeList } from '../shared/pagination.ts';
import { evaluateExpression, evaluateMany } from './evaluate-expression.ts';
import type { ExpressionDeps } from './expression-deps.ts';
import {
  evaluateManySchema,
  evaluateSchema,
  evaluationSchema,
  evaluationsSchema,
  referenceSchema,
} from './expressions.schemas.ts';

/**
 * Shows data of executions, hence `executions:read`; with an execution, config and variables of its workflow, too:
 * `workflows:read`.
 */
const evaluate = defineRoute({
  operationId: 'evaluate_expression',
  summary: 'Evaluate an expression',
  description:
    'What a text with expressions, or a whole value of a config, comes to: over data that are given, or over those of an execution, as one of its nodes would read them. Changes nothing. An expression that fails is answered with 200 and an `error`.',
  tags: ['Expressions'],
  method: 'post',
  path: '/api/v1/workspaces/{workspace_id}/expressions/evaluate',
  permission: 'executions:read',
  request: { params: workspacePath, body: jsonBody(evaluateSchema) },
  responses: {
    200: jsonResponse('What it came to.', evaluationSchema),
    409: problem('History has not kept the data of the execution.'),
  },
});

const evaluateAll = defineRoute({
  operationId: 'evaluate_expressions',
  summary: 'Evaluate many expressions',
  description:
    'The same for up to 100 values over the same data, each for itself: one that fails says so in its place, and the others are answered all the same. All of them may take three seconds together.',
  tags: ['Expressions'],
  method: 'post',
  path: '/api/v1/workspaces/{workspace_id}/expressions/evaluate-many',
  permission: 'executions:read',
  request: { params: workspacePath, body: jsonBody(evaluateManySchema) },
  responses: {
    200: jsonResponse('What each of them came to.', evaluationsSchema),
    409: problem('History has not kept the data of the execution.'),
  },
});

const reference = defineRoute({
  operationId: 'get_expression_reference',
  summary: 'Get the reference of expressions',
  description:
    'All names, functions, properties and methods that expressions have, each with its signature and one line of text.',
  tags: ['Expressions'],
  method: 'get',
  path: '/api/v1/expressions/reference',
  permission: 'authenticated',
  responses: {
    200: jsonResponse('The reference.', referenceSchema),
    304: { description: 'Nothing has changed since the ETag of If-None-Match.' },
  },
});

export function registerExpressionRoutes(app: App, deps: ExpressionDeps): void {
  app.openapi(evaluateAll, async (c) => c.json(await evaluateMany(deps, c.var.actor, c.req.valid('json')), 200));
  app.use(reference.path, etag());
  app.openapi(reference, (c) =>
    c.json(toWholeList(EXPRESSION_REFERENCE), 200, { 'cache-control': 'private, no-cache' }),
  );
  app.openapi(evaluate, async (c) => c.json(await evaluateExpression(deps, c.var.actor, c.req.valid('json')), 200));
}
