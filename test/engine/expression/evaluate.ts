import { compileConfig } from '../../../src/engine/expression/compile-config.ts';
import type { EvaluationOptions } from '../../../src/engine/expression/config-types.ts';
import type { ExpressionData } from '../../../src/engine/expression/expression-data.ts';
import { ExpressionError } from '../../../src/engine/expression/expression-error.ts';
import { createScope } from '../../../src/engine/expression/scope.ts';
import type { JsonObject, JsonValue } from '../../../src/engine/json.ts';

/** Wednesday, 15 November 2023, 14:30:00 in Berlin. */
const NOW = Date.UTC(2023, 10, 15, 13, 30);

/** The data of an execution with one item and no other nodes. */
export function dataWith(json: JsonObject = {}, changes: Partial<ExpressionData> = {}): ExpressionData {
  return {
    workflow: { id: 'w-1', name: 'Orders', active: true },
    execution: { id: 'e-1', mode: 'manual' },
    triggerType: 'manual',
    inputData: { source: 'test' },
    variables: { region: 'eu' },
    timezone: 'Europe/Berlin',
    now: NOW,
    random: () => 0.5,
    itemIndex: 0,
    runIndex: 0,
    items: [{ json }],
    node: () => undefined,
    nodeIds: () => [],
    ...changes,
  };
}

/** The resolved config for an item. */
export function resolve(config: JsonValue, json: JsonObject = {}, options: EvaluationOptions = {}): JsonValue {
  return compileConfig(config).evaluate(createScope(dataWith(json)), options);
}

/** The value of an expression (without braces) for an item. `undefined` becomes `null`. */
export function evaluate(source: string, json: JsonObject = {}): JsonValue {
  return resolve(`{{ ${source} }}`, json);
}

/** The error of an expression (without braces). */
export function failure(source: string, json: JsonObject = {}): ExpressionError {
  try {
    evaluate(source, json);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`${source} did not fail`);
}
