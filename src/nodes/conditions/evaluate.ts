import { NodeError } from '../node-error.ts';
import { readOperand } from './operands.ts';
import { OPERATORS, type Operator } from './operators.ts';
import type { Condition, Conditions } from './schema.ts';

/**
 * Whether the conditions hold. They are evaluated only until the answer is clear, so that a check of existence guards those
 * behind it. Throws `NodeError` `conditions.wrong_type` or `pattern.invalid`, with the number of the condition.
 */
export function conditionsHold(conditions: Conditions, timezone: string): boolean {
  const judge = (condition: Condition, index: number) => holds(condition, index, conditions, timezone);
  return conditions.combinator === 'and' ? conditions.conditions.every(judge) : conditions.conditions.some(judge);
}

function holds(condition: Condition, index: number, conditions: Conditions, timezone: string): boolean {
  const { type, operation } = condition.operator;
  const operators: { readonly [operation: string]: Operator } = OPERATORS[type];
  const operator = operators[operation];
  if (operator === undefined)
    throw new NodeError('conditions.unknown_operation', `No operation ${operation} of ${type}`);
  const options = { types: conditions.type_validation, timezone };
  try {
    const left = readOperand(condition.left_value, type, { ...options, field: 'left_value' });
    const right =
      operator.right === null
        ? null
        : readOperand(condition.right_value, operator.right, { ...options, field: 'right_value' });
    return operator.test(left, right, !conditions.case_sensitive);
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    throw new NodeError(error.code, `Condition ${index + 1}, ${error.message}`, { cause: error });
  }
}
