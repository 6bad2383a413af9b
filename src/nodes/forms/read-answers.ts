import type { BinaryData } from '../../engine/item.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import type { FormField } from './field-schema.ts';
import type { FieldFault, Posted } from './posted.ts';
import { readField } from './read-field.ts';

export type Answers = { readonly values: JsonObject; readonly binary: { readonly [name: string]: BinaryData } };

/** Reads what came for the fields. Faults are in the order of the fields; with any of them, the answers are not to be used. */
export function readAnswers(
  fields: readonly FormField[],
  posted: Posted,
): { readonly answers: Answers; readonly faults: readonly FieldFault[] } {
  const values: [string, JsonValue][] = [];
  const binary: [string, BinaryData][] = [];
  const faults: FieldFault[] = [];
  for (const field of fields) {
    const read = readField(field, posted);
    if (typeof read === 'string') faults.push({ name: field.name, message: read });
    else {
      values.push([field.name, read.value]);
      binary.push(...Object.entries(read.binary ?? {}));
    }
  }
  return { answers: { values: Object.fromEntries(values), binary: Object.fromEntries(binary) }, faults };
}
