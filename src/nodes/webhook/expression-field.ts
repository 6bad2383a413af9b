import { z } from 'zod';
import { hasExpression } from '../../engine/expression/compile-config.ts';
import { findFaults } from '../../engine/expression/find-faults.ts';

/**
 * A text with an expression that intake evaluates for each call, in a field that the node takes verbatim. A text without any is
 * refused, for it would say the same of every call.
 */
export function callExpression(): z.ZodString {
  return z
    .string()
    .max(10_000)
    .superRefine((text, context) => {
      const [fault] = hasExpression(text) ? findFaults(text) : [{ message: 'An expression in {{ }} is expected' }];
      if (fault !== undefined) context.addIssue({ code: 'custom', message: fault.message });
    });
}
