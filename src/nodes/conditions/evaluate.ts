import { choicesText } from '../../engine/name-choices.ts';
import { quoteText } from '../../shared/text/quote-text.ts';
import { NodeError } from '../node-error.ts';
import type { NodeRun } from '../node-run.ts';
import { readOperand } from './operands.ts';
import { OPERATORS, type Operator } from './operators.ts';
import type { Condition, Conditions } from './schema.ts';

/** What the judging of conditions needs of a node run. */
export type JudgingRun = Pick<NodeRun<unknown>, 'timezone' | 'work'>;

/**
 * Whether the conditions hold. They are evaluated only until the answer is clear, so that a check of existence guards those
 * behind it. Throws `NodeError` `conditions.wrong_type` or `pattern.invalid`, with the number of the condition.
 */
export function conditionsHold(conditions: Conditions, run: JudgingRun): boolean {
  const judge = (condition: Condition, index: number) => holds(condition, index, { conditions, run });
  return conditions.combinator === 'and' ? conditions.conditions.every(judge) : conditions.conditions.some(judge);
}

type Judging = { readonly conditions: Conditions; readonly run: JudgingRun };

function unknownOperation(operation: string, type: Condition['operator']['type']): string {
  const choices = choicesText(operation, { called: 'The operations are', names: Object.keys(OPERATORS[type]) });
  return `There is no operation ${quoteText(operation)} of ${type}.${choices}`;
}

function holds(condition: Condition, index: number, { conditions, run }: Judging): boolean {
  const { type, operation } = condition.operator;
  const operators: { readonly [operation: string]: Operator } = OPERATORS[type];
  const operator = operators[operation];
  if (operator === undefined) throw new NodeError('conditions.unknown_operation', unknownOperation(operation, type));
  const options = { types: conditions.type_validation, timezone: run.timezone };
  try {
    const left = readOperand(condition.left_value, type, { ...options, field: 'left_value' });
    const right =
      operator.right === null
        ? null
        : readOperand(condition.right_value, operator.right, { ...options, field: 'right_value' });
    return operator.test(left, right, { ignoreCase: !conditions.case_sensitive, work: run.work });
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    throw new NodeError(error.code, `Condition ${index + 1}, ${error.message}`, { cause: error });
  }
}
