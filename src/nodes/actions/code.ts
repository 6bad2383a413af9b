import { z } from 'zod';
import type { CodeFailure } from '../code/code-job.ts';
import { parseCode } from '../code/parse-code.ts';
import { completed, defineNode } from '../define-node.ts';
import { concurrency } from '../fields.ts';
import { NodeError } from '../node-error.ts';

/** The source of a code node, in UTF-16 units, and how long it may compute, in milliseconds. */
export const MAX_SOURCE_LENGTH = 100_000;
export const MAX_CPU_LIMIT_MS = 30_000;

const configSchema = z.strictObject({
  mode: z
    .enum(['all_items', 'each_item'])
    .default('all_items')
    .meta({ title: 'Mode', description: 'Whether the code runs once for all items, or once for each of them.' }),
  code: z
    .string()
    .max(MAX_SOURCE_LENGTH)
    .superRefine((source, context) => {
      const parsed = parseCode(source);
      if (parsed.type === 'parsed') return;
      context.addIssue({ code: 'custom', message: `${parsed.message} (${parsed.line}:${parsed.column})` });
    })
    .meta({
      title: 'Code',
      description:
        'JavaScript, the body of an async function in strict mode; expressions in braces are not resolved in it. For all items: returns an array of items or objects, or one. For each item: returns an object, or null to drop the item. Available: items, $input (all, first, last, item), $json, $itemIndex, $runIndex, $execution, $workflow, $vars, console, setTimeout.',
    }),
  cpu_limit_ms: z
    .int()
    .min(10)
    .max(MAX_CPU_LIMIT_MS)
    .default(2000)
    .meta({ title: 'Time limit', description: 'How long the code may compute, in milliseconds.' }),
  concurrency: concurrency(),
});

function placeOf({ line }: CodeFailure): string {
  return line === undefined ? '' : ` (line ${line})`;
}

function errorOf(failure: CodeFailure): NodeError {
  const { code, message, item, retryable = false } = failure;
  return new NodeError(code, `${message}${placeOf(failure)}`, { retryable, ...(item === undefined ? {} : { item }) });
}

export const codeAction = defineNode({
  type: 'action.code',
  kind: 'action',
  metadata: {
    name: 'Code',
    description:
      'Runs JavaScript over the items, in an isolate of its own without network, secrets or memory of earlier runs. What it writes to the console is kept with the run.',
    group: 'actions',
    example: {
      mode: 'all_items',
      code: 'const paid = items.filter((item) => item.json.total > 0);\nconsole.log(paid.length, "orders are paid");\nreturn paid;',
    },
  },
  config: configSchema,
  verbatim: ['code'],
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  async execute(run) {
    const { code, mode, cpu_limit_ms, concurrency: atOnce } = run.config(0);
    const outcome = await run.runCode({ source: code, mode, limitMs: cpu_limit_ms, concurrency: atOnce });
    run.log(outcome.logs);
    if (outcome.type === 'failed') throw errorOf(outcome.failure);
    return completed(outcome.items);
  },
});
