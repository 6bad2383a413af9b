import { z } from 'zod';
import type { Item } from '../../engine/item.ts';
import type { JsonValue } from '../../engine/json.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { isObject } from '../../shared/json/json.ts';
import { badJson } from '../bad-json.ts';
import { completed, defineNode, type NodeResult } from '../define-node.ts';
import { operation } from '../fields.ts';
import { eachItem, linkedWithAll, type MadeItem } from '../items.ts';
import { checkItemCount } from '../limits.ts';
import type { NodeError } from '../node-error.ts';
import type { NodeRun } from '../node-run.ts';
import { readText, textSource } from '../text/text-source.ts';
import { putText, textTarget } from '../text/text-target.ts';
import { parseJson } from '../values/convert.ts';
import { isList } from '../values/field-path.ts';

const layout = z
  .enum(['document', 'lines'])
  .default('document')
  .meta({ title: 'Layout', description: 'One JSON document, or a JSON value on each line.' });

const toItems = z
  .strictObject({
    operation: operation('to_items', 'Makes items of a JSON text or file.'),
    ...textSource('JSON'),
    layout,
  })
  .meta({ title: 'JSON to items' });

const toJson = z
  .strictObject({
    operation: operation('to_json', 'Makes JSON of items.'),
    scope: z
      .enum(['all', 'each'])
      .default('all')
      .meta({ title: 'Of', description: 'One text with a list of all items, or a text for each.' }),
    layout,
    indent: z
      .number()
      .int()
      .min(0)
      .max(10)
      .default(0)
      .meta({ title: 'Indent', description: 'Blanks for each level of a document; 0 puts all on one line.' }),
    ...textTarget('data.json'),
  })
  .meta({ title: 'Items to JSON' });

const configSchema = z.discriminatedUnion('operation', [toItems, toJson]);

type Config = z.infer<typeof configSchema>;
type ToItems = z.infer<typeof toItems>;
type ToJson = z.infer<typeof toJson>;

/** How much of a text is read in one step. */
const CHARACTERS_PER_STEP = 4;

/** Blanks that are written in one step. */
const INDENTATION_PER_STEP = 16;

function readValues(
  text: string,
  config: ToItems,
  fails: (text: string, what: string) => NodeError,
): readonly JsonValue[] {
  const read = (one: string, what: string): JsonValue => {
    const value = parseJson(one);
    if (value === undefined) throw fails(one, what);
    return value;
  };
  if (config.layout === 'lines') {
    return text
      .split('\n')
      .flatMap((line, index) => (line.trim() === '' ? [] : [read(line, `text, line ${index + 1}`)]));
  }
  const value = read(text, 'text');
  return isList(value) ? value : [value];
}

function parse(item: Item, config: Config, { run, index }: { run: NodeRun<unknown>; index: number }): MadeItem[] {
  if (config.operation !== 'to_items') return [];
  const text = readText(item, config, 'json');
  run.work.spend(Math.floor(text.length / CHARACTERS_PER_STEP));
  const values = readValues(text, config, (one, what) =>
    badJson(run, index, { code: 'json.invalid', path: ['text'], field: what, expected: 'JSON', got: one }),
  );
  checkItemCount(values.length);
  return values.map((value) => ({ json: isObject(value) ? value : { data: value } }));
}

type Level = { readonly indent: number; readonly width: number; readonly work: WorkMeter };

/** Deep data have more indentation than content: paid for before it is made. */
function chargeIndentation(value: JsonValue, level: Level): void {
  level.work.spend(1 + Math.floor(level.width / INDENTATION_PER_STEP));
  if (typeof value !== 'object' || value === null) return;
  const next = { ...level, width: level.width + level.indent };
  for (const one of Object.values(value)) chargeIndentation(one, next);
}

function write(values: readonly JsonValue[], config: ToJson, work: WorkMeter): MadeItem {
  if (config.layout === 'lines') {
    return putText(values.map((value) => `${JSON.stringify(value)}\n`).join(''), 'application/jsonl', config);
  }
  const value = config.scope === 'each' ? (values[0] ?? null) : values;
  if (config.indent > 0) chargeIndentation(value, { indent: config.indent, width: config.indent, work });
  return putText(JSON.stringify(value, null, config.indent), 'application/json', config);
}

function execute(run: NodeRun<Config>): NodeResult {
  const config = run.config(0);
  if (config.operation === 'to_items')
    return completed(eachItem(run, (item, each, index) => parse(item, each, { run, index })));
  if (config.scope === 'all') {
    return completed([
      linkedWithAll(
        write(
          run.items.map((item) => item.json),
          config,
          run.work,
        ),
        run.items,
      ),
    ]);
  }
  return completed(
    eachItem(run, (item, each) => (each.operation === 'to_json' ? write([item.json], each, run.work) : [])),
  );
}

export const jsonAction = defineNode({
  type: 'action.json',
  kind: 'action',
  metadata: {
    name: 'JSON',
    description: 'Makes items of a JSON text or file, or JSON of items.',
    group: 'actions',
    example: { operation: 'to_items', text: '{{ $json.data }}' },
  },
  config: configSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute,
});
