import { DEFAULT_BUDGET } from '../engine/expression/budget.ts';
import { compileConfig } from '../engine/expression/compile-config.ts';
import type { ErrorMode } from '../engine/expression/config-types.ts';
import type { ExpressionData } from '../engine/expression/expression-data.ts';
import { ExpressionError } from '../engine/expression/expression-error.ts';
import { createScope } from '../engine/expression/scope.ts';
import { loadExecution } from '../executions/get-execution.ts';
import { dataNotKept } from '../executions/model/executions.errors.ts';
import type { Actor } from '../security/permissions.ts';
import { isObject } from '../shared/json/json.ts';
import type { ExpressionDeps } from './expression-deps.ts';
import { dataCut, itemNotFound, nodeRunNotFound, workflowHidden } from './expressions.errors.ts';
import { type EvaluateExpression, type Evaluation, valueType } from './expressions.schemas.ts';
import { givenData } from './given-data.ts';

/** How long one evaluation may take, in milliseconds. */
const TIME = 1000;

type Source = { readonly data: ExpressionData; readonly errors: ErrorMode };

async function executionSource(
  deps: ExpressionDeps,
  actor: Actor,
  at: { executionId: string; nodeId: string; runIndex: number | undefined; itemIndex: number },
): Promise<Source> {
  if (!actor.permissions.has('workflows:read')) throw workflowHidden();
  const inspection = await deps.inspect(await loadExecution(deps, actor, at.executionId), at);
  switch (inspection.type) {
    case 'data':
      return inspection;
    case 'not_found':
      throw nodeRunNotFound();
    case 'cut':
      throw dataCut();
    case 'redacted':
      throw dataNotKept(at.nodeId);
  }
}

async function sourceOf(deps: ExpressionDeps, actor: Actor, input: EvaluateExpression): Promise<Source> {
  const { execution_id: executionId, node_id: nodeId, run_index: runIndex, item_index: itemIndex } = input;
  if (executionId === undefined || nodeId === undefined) {
    return { data: givenData(input, { now: deps.now(), random: deps.chance }), errors: 'strict' };
  }
  return executionSource(deps, actor, { executionId, nodeId, runIndex, itemIndex });
}

/** Index 0 is fine without any item, for an expression need not read one. */
function checkItem({ items, itemIndex }: ExpressionData): void {
  if (itemIndex > 0 && itemIndex >= items.length) throw itemNotFound(items.length);
}

/** The value is evaluated as a field of an object: if it comes to undefined, the field is missing. */
const FIELD = 'value';

function evaluate(input: EvaluateExpression, { data, errors }: Source, now: () => number): Evaluation {
  const end = now() + TIME;
  const budget = { ...DEFAULT_BUDGET, expired: () => now() > end };
  try {
    const resolved = compileConfig({ [FIELD]: input.value }).evaluate(createScope(data), { budget, errors });
    const value = isObject(resolved) ? resolved[FIELD] : undefined;
    return { value: value ?? null, type: valueType(value) };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { code, message, expression = null, path = [], column = null } = error;
    return { error: { code, message, expression, path: path.slice(1), column } };
  }
}

/**
 * Evaluates a value with expressions in it, over given data or those of an execution. An expression that fails is a
 * result. Throws `executions.not_found`, `expressions.node_run_not_found`, `expressions.item_not_found`,
 * `permissions.denied`, `expressions.data_cut`.
 */
export async function evaluateExpression(
  deps: ExpressionDeps,
  actor: Actor,
  input: EvaluateExpression,
): Promise<Evaluation> {
  const source = await sourceOf(deps, actor, input);
  checkItem(source.data);
  return evaluate(input, { ...source, errors: input.expression_errors ?? source.errors }, deps.now);
}
