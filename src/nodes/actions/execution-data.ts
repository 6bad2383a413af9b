import { z } from 'zod';
import type { JsonValue } from '../../engine/json.ts';
import { type ExecutionMetadata, METADATA_LIMITS } from '../../shared/execution-metadata.ts';
import type { LogLine } from '../../shared/log-line.ts';
import { cutText } from '../../shared/text/cut-text.ts';
import { defineNode } from '../define-node.ts';
import { optionalJson } from '../fields.ts';
import { atItem, passThrough } from '../items.ts';
import { NodeError } from '../node-error.ts';

const configSchema = z.strictObject({
  data: z
    .array(
      z.strictObject({
        key: z
          .string()
          .min(1)
          .max(10_000)
          .meta({
            title: 'Key',
            description: `What the value is found under; after ${METADATA_LIMITS.key} characters it is cut.`,
          }),
        value: optionalJson().meta({
          title: 'Value',
          description: `A text; anything else is taken as its JSON. After ${METADATA_LIMITS.value} characters it is cut.`,
        }),
      }),
    )
    .min(1)
    .max(METADATA_LIMITS.keys)
    .meta({
      title: 'Data',
      description: 'The keys and values; a later value of the same key replaces an earlier one.',
    }),
});

/** How many lines a run may log. */
const MAX_LINES = 100;

type Entry = readonly [key: string, value: string];

function textOf(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The text, cut to its limit with a note. */
function cut(text: string, limit: number, what: string, lines: LogLine[]): string {
  if (text.length <= limit) return text;
  lines.push({ level: 'warn', text: `${what} has ${text.length} characters and was cut to ${limit}.` });
  return cutText(text, limit);
}

function entriesOf({ data }: z.infer<typeof configSchema>, item: number, lines: LogLine[]): Entry[] {
  return data.map(({ key, value }, index) => [
    cut(key, METADATA_LIMITS.key, `Item ${item}, data.${index}.key`, lines),
    cut(textOf(value), METADATA_LIMITS.value, `Item ${item}, data.${index}.value`, lines),
  ]);
}

function checkCount(before: ExecutionMetadata, added: ExecutionMetadata): void {
  const count = new Set([...Object.keys(before), ...Object.keys(added)]).size;
  if (count <= METADATA_LIMITS.keys) return;
  throw new NodeError(
    'execution_data.too_many_keys',
    `data: expected at most ${METADATA_LIMITS.keys} keys for the whole execution, got ${count}`,
  );
}

function linesToLog(lines: readonly LogLine[]): readonly LogLine[] {
  if (lines.length <= MAX_LINES) return lines;
  const text = `${lines.length - MAX_LINES + 1} more keys and values were cut.`;
  return [...lines.slice(0, MAX_LINES - 1), { level: 'warn', text }];
}

export const executionDataAction = defineNode({
  type: 'action.execution_data',
  kind: 'action',
  metadata: {
    name: 'Execution data',
    description:
      'Saves keys and values by which this execution is found in the list of executions. The items go on as they came.',
    group: 'actions',
    example: { data: [{ key: 'order_id', value: '{{ $json.id }}' }] },
  },
  config: configSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute(run) {
    const lines: LogLine[] = [];
    const entries = [...run.items.keys()].flatMap((item) =>
      atItem(item, () => entriesOf(run.config(item), item, lines)),
    );
    const metadata = Object.fromEntries(entries);
    checkCount(run.metadata(), metadata);
    run.log(linesToLog(lines));
    return { type: 'completed', outputs: { main: passThrough(run.items) }, metadata };
  },
});
