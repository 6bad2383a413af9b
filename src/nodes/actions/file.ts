import type { BinaryData, Item } from '../../engine/item.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { lastSegment } from '../../shared/text/file-name.ts';
import { completed, defineNode } from '../define-node.ts';
import { type FileConfig, fileConfigSchema } from '../files/config.ts';
import { dataOf, eachItem, fileOf, type MadeItem, withResult } from '../items.ts';
import { readText } from '../text/text-source.ts';
import { decodeBase64, encodeTextBase64 } from '../values/base64.ts';
import { wrongValue } from '../values/wrong-value.ts';

type Making = Extract<FileConfig, { file_name: string }>;

function withFile(item: Item, config: Making, data: string): MadeItem {
  const { output_field, file_name, mime_type, include_input_fields: keep } = config;
  const file: BinaryData = { data, mime_type, file_name: lastSegment(file_name) ?? output_field };
  return { json: keep ? item.json : {}, binary: { ...(keep ? item.binary : {}), [output_field]: file } };
}

function checked(base64: string): string {
  if (decodeBase64(base64) !== null) return base64;
  throw wrongValue('file.not_base64', 'base64', { expected: 'base64', got: base64 });
}

function bytesOf(item: Item, name: string): string {
  const file = fileOf(item, name);
  if (file !== undefined) return dataOf(file);
  throw wrongValue('file.missing', `binary_property ${name}`, { expected: 'a file', got: undefined });
}

/** How much of a text is encoded or decoded in one step. */
const CHARACTERS_PER_STEP = 2;

function lengthOf(item: Item, config: FileConfig): number {
  if (config.operation === 'text_to_file') return config.text.length;
  if (config.operation === 'base64_to_file') return config.base64.length;
  return fileOf(item, config.binary_property)?.data?.length ?? 0;
}

function convert(item: Item, config: FileConfig, work: WorkMeter): MadeItem {
  work.spend(Math.floor(lengthOf(item, config) / CHARACTERS_PER_STEP));
  switch (config.operation) {
    case 'text_to_file':
      return withFile(item, config, encodeTextBase64(config.text));
    case 'base64_to_file':
      return withFile(item, config, checked(config.base64));
    case 'file_to_text':
      return withResult(item, config, readText(item, config));
    case 'file_to_base64':
      return withResult(item, config, bytesOf(item, config.binary_property));
  }
}

export const fileAction = defineNode({
  type: 'action.file',
  kind: 'action',
  metadata: {
    name: 'File',
    description: 'Makes a file of a text or of base64, and a text or base64 of a file.',
    group: 'actions',
    example: { operation: 'text_to_file', text: '{{ $json.body }}', file_name: 'letter.txt' },
  },
  config: fileConfigSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute: (run) => completed(eachItem(run, (item, config) => convert(item, config, run.work))),
});
