import { z } from 'zod';
import { fieldName, keepFields, operation, outputField } from '../fields.ts';
import { textSource } from '../text/text-source.ts';

const file = {
  output_field: outputField('data', 'The name of the file within the item.'),
  file_name: z.string().min(1).max(255).meta({ title: 'File name', description: 'What the file is called.' }),
  mime_type: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+(\s*;[\x20-\x7e]*)?$/, 'This is not a media type')
    .max(255)
    .default('application/octet-stream')
    .meta({ title: 'Media type', description: 'What kind of file it is.' }),
};

const source = {
  binary_property: fieldName().default('data').meta({ title: 'File', description: 'The file of the item.' }),
};

/** The config of the file node. */
export const fileConfigSchema = z.discriminatedUnion('operation', [
  z
    .strictObject({
      operation: operation('text_to_file', 'Makes a file of a text, in UTF-8.'),
      text: z.string().max(5_000_000).meta({ title: 'Text', description: 'What the file holds.' }),
      ...file,
      file_name: file.file_name.default('file.txt'),
      mime_type: file.mime_type.default('text/plain'),
      include_input_fields: keepFields(false),
    })
    .meta({ title: 'Text to file' }),
  z
    .strictObject({
      operation: operation('file_to_text', 'Takes the text out of a file.'),
      ...source,
      encoding: textSource('file').encoding,
      output_field: outputField('data', 'The field that takes the text.'),
      include_input_fields: keepFields(false),
    })
    .meta({ title: 'File to text' }),
  z
    .strictObject({
      operation: operation('base64_to_file', 'Makes a file of a text in base64.'),
      base64: z.string().meta({ title: 'Base64', description: 'The bytes of the file in base64.' }),
      ...file,
      file_name: file.file_name.default('file'),
      include_input_fields: keepFields(false),
    })
    .meta({ title: 'Base64 to file' }),
  z
    .strictObject({
      operation: operation('file_to_base64', 'Takes the bytes of a file as a text in base64.'),
      ...source,
      output_field: outputField('data', 'The field that takes the text.'),
      include_input_fields: keepFields(false),
    })
    .meta({ title: 'File to base64' }),
]);

export type FileConfig = z.infer<typeof fileConfigSchema>;
