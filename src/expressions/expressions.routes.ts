import type { App } from '../http/app-types.ts';
import { problem } from '../http/problem-responses.ts';
import { defineRoute } from '../http/route.ts';
import { jsonBody, jsonResponse, workspacePath } from '../http/route-parts.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import type { ExpressionDeps } from './expression-deps.ts';
import { evaluateSchema, evaluationSchema } from './expressions.schemas.ts';

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

export function registerExpressionRoutes(app: App, deps: ExpressionDeps): void {
  app.openapi(evaluate, async (c) => c.json(await evaluateExpression(deps, c.var.actor, c.req.valid('json')), 200));
}
