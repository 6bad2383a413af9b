import { DEFAULT_BUDGET } from '../engine/expression/budget.ts';
import { compileConfig } from '../engine/expression/compile-config.ts';
import type { ErrorMode } from '../engine/expression/config-types.ts';
import type { ExpressionData } from '../engine/expression/expression-data.ts';
import { ExpressionError } from '../engine/expression/expression-error.ts';
import { createScope } from '../engine/expression/scope.ts';
import type { JsonValue } from '../engine/json.ts';
import { loadExecution } from '../executions/get-execution.ts';
import { dataNotKept } from '../executions/model/executions.errors.ts';
import type { Actor } from '../security/permissions.ts';
import { isObject } from '../shared/json/json.ts';
import type { ExpressionDeps, Inspection } from './expression-deps.ts';
import { dataCut, itemNotFound, nodeRunNotFound, workflowHidden } from './expressions.errors.ts';
import {
  type EvaluateExpression,
  type EvaluateMany,
  type Evaluation,
  type Evaluations,
  type ExpressionSource,
  valueType,
} from './expressions.schemas.ts';
import { givenData } from './given-data.ts';

/** How long one evaluation may take, in milliseconds. */
const TIME = 1000;

/** How long all evaluations of a request may take together, in milliseconds. */
const TIME_OF_MANY = 3000;

type Source = { readonly data: ExpressionData; readonly errors: ErrorMode };

function asSource(inspection: Inspection, nodeId: string): Source {
  switch (inspection.type) {
    case 'data':
      return inspection;
    case 'not_found':
      throw nodeRunNotFound();
    case 'cut':
      throw dataCut();
    case 'redacted':
      throw dataNotKept(nodeId);
  }
}

async function nodeSource(
  deps: ExpressionDeps,
  actor: Actor,
  { input, nodeId }: { readonly input: ExpressionSource; readonly nodeId: string },
): Promise<Source> {
  if (!actor.permissions.has('workflows:read')) throw workflowHidden();
  const { execution_id: executionId, workflow_id: workflowId, run_index: runIndex, item_index: itemIndex } = input;
  const at = { nodeId, runIndex, itemIndex };
  const stored = executionId === undefined ? null : await loadExecution(deps, actor, executionId);
  if (workflowId !== undefined) {
    const drawing = await deps.drawingOf(actor, workflowId, input.graph);
    return asSource(await deps.inspectDrawing({ drawing, stored }, at), nodeId);
  }
  if (stored === null) throw nodeRunNotFound();
  return asSource(await deps.inspect(stored, at), nodeId);
}

async function sourceOf(deps: ExpressionDeps, actor: Actor, input: ExpressionSource): Promise<Source> {
  const { node_id: nodeId } = input;
  const source =
    nodeId === undefined
      ? { data: givenData(input, { now: deps.now(), random: deps.chance }), errors: 'strict' as const }
      : await nodeSource(deps, actor, { input, nodeId });
  checkItem(source.data);
  return { ...source, errors: input.expression_errors ?? source.errors };
}

/** Index 0 is fine without any item, for an expression need not read one. */
function checkItem({ items, itemIndex }: ExpressionData): void {
  if (itemIndex > 0 && itemIndex >= items.length) throw itemNotFound(items.length);
}

/** The value is evaluated as a field of an object: if it comes to undefined, the field is missing. */
const FIELD = 'value';

type Timing = { readonly now: () => number; readonly end: number };

function evaluate(value: JsonValue, { data, errors }: Source, { now, end }: Timing): Evaluation {
  const budget = { ...DEFAULT_BUDGET, expired: () => now() > end };
  try {
    const resolved = compileConfig({ [FIELD]: value }).evaluate(createScope(data), { budget, errors });
    const result = isObject(resolved) ? resolved[FIELD] : undefined;
    return { value: result ?? null, type: valueType(result) };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { code, message, expression = null, path = [], column = null } = error;
    return { error: { code, message, expression, path: path.slice(1), column } };
  }
}

/**
 * Evaluates a value with expressions in it, over given data, those of an execution, or those that a node of a drawing would read. An
 * expression that fails is a result. Throws `executions.not_found`, `workflows.not_found`, `expressions.node_run_not_found`,
 * `expressions.item_not_found`, `permissions.denied`, `expressions.data_cut`.
 */
export async function evaluateExpression(
  deps: ExpressionDeps,
  actor: Actor,
  { value, ...input }: EvaluateExpression,
): Promise<Evaluation> {
  const { now } = deps;
  return evaluate(value, await sourceOf(deps, actor, input), { now, end: now() + TIME });
}

/** The same for many values over the same data. One that fails says so in its place. */
export async function evaluateMany(
  deps: ExpressionDeps,
  actor: Actor,
  { values, ...input }: EvaluateMany,
): Promise<Evaluations> {
  const { now } = deps;
  const source = await sourceOf(deps, actor, input);
  const end = now() + TIME_OF_MANY;
  return { results: values.map((value) => evaluate(value, source, { now, end: Math.min(end, now() + TIME) })) };
}
