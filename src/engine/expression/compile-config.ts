import { isExact } from '../../numbers/exact-number.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { DEFAULT_BUDGET } from './budget.ts';
import { compileText, type Resolve } from './compile-text.ts';
import type { CompiledConfig, EvaluationOptions } from './config-types.ts';
import { configWeight } from './config-weight.ts';
import { type ConfigPath, ExpressionError } from './expression-error.ts';
import { burden, createRun, settle } from './run.ts';
import type { Scope } from './scope.ts';
import { mayHoldExpression } from './template.ts';

/**
 * Compiles a node's config once: every text in it, however deep, may be an expression; keys are not. Never throws:
 * an expression that cannot be compiled fails when it is evaluated, as {@link findFaults} says beforehand.
 */
export function compileConfig(config: JsonValue): CompiledConfig {
  const weight = configWeight(config);
  if (!hasExpression(config)) {
    return { constant: true, evaluate: (_scope, options) => constant(config, weight, options) };
  }
  const compiled: Compiled = { weight, resolve: compileValue(config, []) };
  return { constant: false, evaluate: (scope, options = {}) => evaluateWith(compiled, scope, options) };
}

function constant(config: JsonValue, weight: number, { work }: EvaluationOptions = {}): JsonValue {
  work?.spend(weight);
  return config;
}

type Compiled = { readonly weight: number; readonly resolve: Resolve };

function evaluateWith({ weight, resolve }: Compiled, scope: Scope, options: EvaluationOptions): JsonValue {
  const { budget = DEFAULT_BUDGET, errors = 'strict', work } = options;
  const run = createRun(scope, budget, work);
  burden(run, weight);
  try {
    return resolve(run, errors) ?? null;
  } finally {
    // An item that fails goes its own way, and the next one begins: it has to pay as well.
    settle(run);
  }
}

/** Whether there is an expression in a text, or in any text of an array or object. */
export function hasExpression(value: JsonValue): boolean {
  if (typeof value === 'string') return mayHoldExpression(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasExpression);
}

function compileValue(value: JsonValue, path: ConfigPath): Resolve {
  if (!hasExpression(value)) return () => value;
  if (typeof value === 'string') return atPath(compileText(value), path);
  if (isArray(value)) return compileArray(value, path);
  return isObject(value) ? compileObject(value, path) : () => value;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !isExact(value);
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function compileArray(values: readonly JsonValue[], path: ConfigPath): Resolve {
  const resolvers = values.map((value, index) => compileValue(value, [...path, index]));
  return (run, errors) => resolvers.map((resolve) => resolve(run, errors) ?? null);
}

function compileObject(object: JsonObject, path: ConfigPath): Resolve {
  const fields = Object.entries(object)
    .filter(([key]) => key !== '__proto__')
    .map(([key, value]) => ({ key, resolve: compileValue(value, [...path, key]) }));
  return (run, errors) => {
    const resolved: Record<string, JsonValue> = {};
    for (const { key, resolve } of fields) {
      const value = resolve(run, errors);
      if (value !== undefined) resolved[key] = value;
    }
    return resolved;
  };
}

function atPath(resolve: Resolve, path: ConfigPath): Resolve {
  return (run, errors) => {
    try {
      return resolve(run, errors);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      throw new ExpressionError(error.code, error.message, error.location, path);
    }
  };
}
