import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { isObject } from '../../shared/json/json.ts';
import { cutText } from '../../shared/text/cut-text.ts';
import { completed, defineNode } from '../define-node.ts';
import { dotNotation, fieldName } from '../fields.ts';
import { eachItem, withJson } from '../items.ts';
import { NodeError } from '../node-error.ts';
import { isList, parseFieldPath, readField, removeField, setPath } from '../values/field-path.ts';
import { replacePattern } from '../values/pattern.ts';

const keySchema = z.strictObject({
  from: fieldName().meta({ title: 'From', description: 'What the field is called now.' }),
  to: fieldName().meta({ title: 'To', description: 'What it is called then.' }),
});

const patternSchema = z.strictObject({
  search: z.string().min(1).max(1000).meta({ title: 'Search', description: 'A regular expression (RE2) for names.' }),
  replace: z
    .string()
    .max(1000)
    .default('')
    .meta({ title: 'Replace by', description: 'What stands for each match; $1 is the first group.' }),
  ignore_case: z
    .boolean()
    .default(false)
    .meta({ title: 'Ignore case', description: 'Whether upper and lower case letters are the same.' }),
  depth: z
    .number()
    .int()
    .min(-1)
    .max(100)
    .default(-1)
    .meta({ title: 'Depth', description: 'How deep into objects it goes: 0 the item alone, -1 all the way.' }),
});

const configSchema = z.strictObject({
  keys: z
    .array(keySchema)
    .max(500)
    .default([])
    .meta({ title: 'Names', description: 'Fields that get a new name. One that is not there is left out.' }),
  patterns: z
    .array(patternSchema)
    .max(50)
    .default([])
    .meta({ title: 'Patterns', description: 'Changes to all names that match, after the single ones.' }),
  dot_notation: dotNotation(),
});

/** How long a name may become, in UTF-16 units: names of names would grow without end. */
const MAX_NAME_LENGTH = 10_000;

type Config = z.infer<typeof configSchema>;
type Pattern = z.infer<typeof patternSchema>;

/** Reading all names of an item costs about a step for so many. */
const NAMES_PER_STEP = 8;

function renameKey(json: JsonObject, { from, to }: Config['keys'][number], dots: boolean): JsonObject {
  const value = readField(json, from, dots);
  if (value === undefined || from === to) return json;
  return setPath(removeField(json, from, dots), parseFieldPath(to, dots), value);
}

function newName(work: WorkMeter, name: string, { search, replace, ignore_case }: Pattern): string {
  const renamed = replacePattern(name, search, { replace, ignore_case, maxLength: MAX_NAME_LENGTH, work });
  if (renamed !== null) return String(parseFieldPath(renamed, false)[0] ?? name);
  const shown = cutText(JSON.stringify(name), 100);
  const message = `The name ${shown} would have more than ${MAX_NAME_LENGTH} characters after the pattern ${search}`;
  throw new NodeError('rename_keys.name_too_long', message);
}

function renameByPattern(work: WorkMeter, json: JsonObject, { pattern, depth }: Depth): JsonObject {
  const renamed = Object.entries(json).map(([name, value]): [string, JsonValue] => {
    work.spend(2 + (name.length >>> 4));
    return [newName(work, name, pattern), renameWithin(work, value, { pattern, depth })];
  });
  return Object.fromEntries(renamed);
}

/** How deep a pattern still goes. */
type Depth = { readonly pattern: Pattern; readonly depth: number };

function renameWithin(work: WorkMeter, value: JsonValue, { pattern, depth }: Depth): JsonValue {
  if (depth === 0) return value;
  if (isList(value)) return value.map((one) => renameWithin(work, one, { pattern, depth }));
  return isObject(value) ? renameByPattern(work, value, { pattern, depth: depth - 1 }) : value;
}

function rename(work: WorkMeter, json: JsonObject, { keys, patterns, dot_notation }: Config): JsonObject {
  if (keys.length > 0) work.spend(keys.length * (1 + Math.ceil(Object.keys(json).length / NAMES_PER_STEP)));
  const renamed = keys.reduce((made, key) => renameKey(made, key, dot_notation), json);
  return patterns.reduce((made, pattern) => renameByPattern(work, made, { pattern, depth: pattern.depth }), renamed);
}

export const renameKeysAction = defineNode({
  type: 'action.rename_keys',
  kind: 'action',
  metadata: {
    name: 'Rename keys',
    description: 'Gives fields new names: one by one, or all that match a regular expression.',
    group: 'actions',
    example: { keys: [{ from: 'first_name', to: 'name.first' }] },
  },
  config: configSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute: (run) => completed(eachItem(run, (item, config) => withJson(item, rename(run.work, item.json, config)))),
});
