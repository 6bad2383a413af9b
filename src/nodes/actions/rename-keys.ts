import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isObject } from '../../shared/json.ts';
import { completed, defineNode } from '../define-node.ts';
import { dotNotation, fieldName } from '../fields.ts';
import { eachItem, withJson } from '../items.ts';
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

type Config = z.infer<typeof configSchema>;
type Pattern = z.infer<typeof patternSchema>;

function renameKey(json: JsonObject, { from, to }: Config['keys'][number], dots: boolean): JsonObject {
  const value = readField(json, from, dots);
  if (value === undefined || from === to) return json;
  return setPath(removeField(json, from, dots), parseFieldPath(to, dots), value);
}

function renameByPattern(json: JsonObject, pattern: Pattern, depth: number): JsonObject {
  const renamed = Object.entries(json).map(([name, value]): [string, JsonValue] => {
    const [to = name] = parseFieldPath(replacePattern(name, pattern.search, pattern), false);
    return [String(to), renameWithin(value, pattern, depth)];
  });
  return Object.fromEntries(renamed);
}

function renameWithin(value: JsonValue, pattern: Pattern, depth: number): JsonValue {
  if (depth === 0) return value;
  if (isList(value)) return value.map((one) => renameWithin(one, pattern, depth));
  return isObject(value) ? renameByPattern(value, pattern, depth - 1) : value;
}

function rename(json: JsonObject, config: Config): JsonObject {
  const keys = config.keys.reduce((renamed, key) => renameKey(renamed, key, config.dot_notation), json);
  return config.patterns.reduce((renamed, pattern) => renameByPattern(renamed, pattern, pattern.depth), keys);
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
  execute: (run) => completed(eachItem(run, (item, config) => withJson(item, rename(item.json, config)))),
});
