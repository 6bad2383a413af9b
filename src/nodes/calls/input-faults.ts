import type { JsonObject } from '../../engine/json.ts';
import { choicesText } from '../../engine/name-choices.ts';
import type { WorkflowNode } from '../../engine/workflow.ts';
import { quoteText } from '../../shared/text/quote-text.ts';
import type { FieldPath } from '../values/json-editor.ts';
import { placeOf } from '../values/with-field.ts';
import { type InputField, readInput, type TypedInputs, typedInputsSchema } from './typed-inputs.ts';

/** What is wrong with an item of an input: a stable code, the place within the item, and what. */
export type InputFault = {
  readonly code: 'input.required' | 'input.wrong_type' | 'input.unknown_field';
  readonly path: FieldPath;
  readonly message: string;
};

/** So many unknown fields of an item are told. */
const MAX_UNKNOWN = 20;

/** The triggers whose config says which input they want. */
const DECLARING: ReadonlySet<string> = new Set(['trigger.manual', 'trigger.workflow']);

/** The inputs that a trigger declares; `null` for one that takes any. */
export function declaredInputs({ type, config }: Pick<WorkflowNode, 'type' | 'config'>): TypedInputs | null {
  if (!DECLARING.has(type)) return null;
  const inputs = typedInputsSchema.safeParse(config.inputs ?? {}).data;
  return inputs === undefined || inputs.mode === 'passthrough' ? null : inputs;
}

function fieldFault(json: JsonObject, field: InputField): readonly InputFault[] {
  const reading = readInput(json, field);
  if (reading.type === 'value') return [];
  const code = reading.type === 'missing' ? 'input.required' : 'input.wrong_type';
  return [{ code, path: placeOf(json, field.name), message: `Field ${field.name}: ${reading.message}` }];
}

function unknownFields(json: JsonObject, fields: readonly InputField[]): readonly InputFault[] {
  const known: ReadonlySet<unknown> = new Set(fields.map(({ name }) => placeOf(json, name)[0]));
  const unknown = Object.keys(json).filter((name) => !known.has(name));
  const names = fields.map(({ name }) => name);
  return unknown.slice(0, MAX_UNKNOWN).map((name) => ({
    code: 'input.unknown_field',
    path: [name],
    message: `The trigger declares no field ${quoteText(name)}.${choicesText(name, { called: 'Its fields are', names })}`,
  }));
}

/** All that is wrong with an item, by the inputs that its trigger declares. Throws `NodeError` `field.*` for a declared name that can be none. */
export function inputFaults({ fields }: TypedInputs, json: JsonObject): readonly InputFault[] {
  return [...fields.flatMap((field) => fieldFault(json, field)), ...unknownFields(json, fields)];
}
