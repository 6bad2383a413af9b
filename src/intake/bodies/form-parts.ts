import { headerParameter } from '../../shared/text/charset.ts';
import { MAX_FIELDS } from '../limits.ts';
import { tooManyFields } from './body.errors.ts';

/**
 * Makes sure that a multipart form has no more parts than a form may have, before the platform reads it: two hundred thousand
 * parts, which fit into 10 MB, take it seconds. Throws `AppError` 400 `input.too_many_fields`.
 */
export function assertFewParts(bytes: Uint8Array, contentType: string): void {
  const boundary = headerParameter(contentType, 'boundary');
  if (boundary === undefined) return;
  const text = new TextDecoder('latin1').decode(bytes);
  // The first delimiter has no line before it, the last one begins no part: there are as many as there are parts.
  const delimiter = `\n--${boundary}`;
  let count = 0;
  for (let at = text.indexOf(delimiter); at !== -1; at = text.indexOf(delimiter, at + delimiter.length)) {
    count += 1;
    if (count > MAX_FIELDS) throw tooManyFields(MAX_FIELDS);
  }
}
