import type { BinaryData } from '../../engine/item.ts';
import type { JsonValue } from '../../engine/json.ts';
import { MEBIBYTE } from '../../shared/request-body.ts';
import { quoteText } from '../../shared/text/quote-text.ts';
import { encodeBase64 } from '../values/base64.ts';
import type { FieldOf } from './field-schema.ts';
import type { FieldValue, PostedFile } from './posted.ts';

type FilesField = FieldOf<'files'>;

/** Whether a file is of a type: an ending, a media type, or all of a kind. */
function isOfType({ name, type }: PostedFile, wanted: string): boolean {
  const lower = wanted.toLowerCase();
  if (lower.startsWith('.')) return name.toLowerCase().endsWith(lower);
  const given = type.split(';')[0]?.trim().toLowerCase() ?? '';
  return lower.endsWith('/*') ? given.startsWith(lower.slice(0, -1)) : given === lower;
}

function fileFault({ label, max_mib, accept }: FilesField, file: PostedFile): string | null {
  if (file.bytes.byteLength > max_mib * MEBIBYTE)
    return `${label} takes files of ${max_mib} MiB at most, and ${quoteText(file.name)} is larger.`;
  if (accept.length === 0 || accept.some((wanted) => isOfType(file, wanted))) return null;
  return `${label} takes ${accept.join(', ')}, and ${quoteText(file.name)} is none of them.`;
}

function described({ name, type, bytes }: PostedFile): JsonValue {
  return { file_name: name, mime_type: type, size: bytes.byteLength };
}

function toBinary({ name, type, bytes }: PostedFile): BinaryData {
  return { data: encodeBase64(bytes), mime_type: type, file_name: name };
}

/** The files of a field: `name` for the only one that it takes, else `name_0`, `name_1` and so on. */
export function readFiles(field: FilesField, files: readonly PostedFile[]): FieldValue | string {
  const { name, label, max_files } = field;
  if (files.length > max_files) return `${label} takes ${max_files} ${max_files === 1 ? 'file' : 'files'} at most.`;
  const fault = files.map((file) => fileFault(field, file)).find((one) => one !== null);
  if (fault !== undefined) return fault;
  const named = files.map((file, index) => [max_files === 1 ? name : `${name}_${index}`, toBinary(file)] as const);
  const all = files.map(described);
  return { value: max_files === 1 ? (all[0] ?? null) : all, binary: Object.fromEntries(named) };
}
