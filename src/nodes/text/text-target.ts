import { z } from 'zod';
import { lastSegment } from '../../shared/text/file-name.ts';
import { outputField } from '../fields.ts';
import type { MadeItem } from '../items.ts';
import { encodeTextBase64 } from '../values/base64.ts';
import { withField } from '../values/with-field.ts';

/** The config fields that say where a text is put. */
export function textTarget(fileName: string) {
  return {
    output: z
      .enum(['field', 'file'])
      .default('field')
      .meta({ title: 'Output', description: 'Whether the result is a text in a field, or a file.' }),
    output_field: outputField('data', 'The field, or the name of the file within the item.'),
    file_name: z
      .string()
      .max(255)
      .default(fileName)
      .meta({ title: 'File name', description: 'What the file is called, if the result is one.' }),
  };
}

/** Where {@link putText} puts a text. */
export type TextTarget = {
  readonly output: 'field' | 'file';
  readonly output_field: string;
  readonly file_name: string;
};

/** An item with the text, in a field or as a file of that type. */
export function putText(text: string, mimeType: string, target: TextTarget): MadeItem {
  if (target.output === 'field') return { json: withField({}, target.output_field, text) };
  const file_name = lastSegment(target.file_name) ?? target.output_field;
  const file = { data: encodeTextBase64(text), mime_type: mimeType, file_name };
  return { json: {}, binary: { [target.output_field]: file } };
}
