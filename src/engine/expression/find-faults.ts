import type { JsonValue } from '../json.ts';
import { compileExpression } from './compile-expression.ts';
import type { ExpressionFault } from './config-types.ts';
import { type ConfigPath, ExpressionError } from './expression-error.ts';
import { mayHoldExpression, splitTemplate, type TemplatePart } from './template.ts';

/** The faults of expressions that can be found before they run: bad syntax, and what is not allowed. */
export function findFaults(config: JsonValue): ExpressionFault[] {
  return faultsAt(config, []);
}

function faultsAt(value: JsonValue, path: ConfigPath): ExpressionFault[] {
  if (typeof value === 'string') return mayHoldExpression(value) ? faultsOfText(value, path) : [];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((element: JsonValue, index) => faultsAt(element, [...path, index]));
  return Object.entries(value).flatMap(([key, field]) => faultsAt(field, [...path, key]));
}

function faultsOfText(text: string, path: ConfigPath): ExpressionFault[] {
  return splitTemplate(text).flatMap((part) => faultsOfPart(text, part, path));
}

function faultsOfPart(text: string, part: TemplatePart, path: ConfigPath): ExpressionFault[] {
  if (part.type === 'text') return [];
  try {
    compileExpression(text, part);
    return [];
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return [{ path, code: error.code, message: error.message, column: error.column ?? 1 }];
  }
}
