import type { BinaryData } from '../../engine/item.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { uniqueNames } from '../../nodes/values/unique-names.ts';
import { isObject } from '../../shared/json/json.ts';

/** A form whose files are where nodes expect them: in the body stands what is known of each, and its name among the files. */
export type FormWithFiles = {
  readonly body: JsonObject;
  readonly files: { readonly [name: string]: BinaryData };
};

type FileField = {
  readonly file_name: string;
  readonly mime_type: string;
  readonly size: number;
  readonly data: string;
};

/** Text fields of a form are texts, so an object is a file. */
function isFile(value: JsonValue): value is FileField {
  return isObject(value);
}

/**
 * Takes the files out of a parsed multipart form. The first file of a field has the field's name, each further one a number
 * behind it.
 */
export function withFilesApart(form: JsonObject): FormWithFiles {
  const nameOf = uniqueNames();
  const files: [string, BinaryData][] = [];
  const without = (field: string, value: JsonValue): JsonValue => {
    if (!isFile(value)) return value;
    const { data, file_name, mime_type, size } = value;
    const name = nameOf(field);
    files.push([name, { data, mime_type, ...(file_name === '' ? {} : { file_name }) }]);
    return { file_name, mime_type, size, binary_property: name };
  };
  const body = Object.entries(form).map(([field, value]) => [
    field,
    Array.isArray(value) ? value.map((one: JsonValue) => without(field, one)) : without(field, value),
  ]);
  return { body: Object.fromEntries(body), files: Object.fromEntries(files) };
}
