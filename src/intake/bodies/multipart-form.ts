import { lastSegment } from '../../shared/text/file-name.ts';
import { malformedForm } from './body.errors.ts';
import type { BodyBytes } from './body-text.ts';
import { assertFewParts } from './form-parts.ts';
import { withTextsInUtf8 } from './multipart-text.ts';

const MULTIPART = /^\s*multipart\/form-data\s*(;|$)/i;

/** What a file is that does not say it (RFC 7578 §4.4 has it so for files, RFC 2046 §4.5.1 for bytes). */
const UNKNOWN_TYPE = 'application/octet-stream';

export function isMultipart(contentType: string): boolean {
  return MULTIPART.test(contentType);
}

/** The pairs of a multipart form. Throws `AppError` 400 `input.*`. */
export async function multipartPairs({
  bytes,
  contentType,
}: Omit<BodyBytes, 'utf8'>): Promise<Iterable<readonly [string, string | File]>> {
  assertFewParts(bytes, contentType);
  const form = await new Response(withTextsInUtf8(bytes, contentType), { headers: { 'content-type': contentType } })
    .formData()
    .catch((cause: unknown) => {
      throw malformedForm(cause);
    });
  return form.entries();
}

/** A file of a form. Its name is never a path, and `null` if it has none. */
export type SentFile = { readonly name: string | null; readonly type: string; readonly bytes: Uint8Array };

export async function readFile(file: File): Promise<SentFile> {
  return {
    name: lastSegment(file.name) ?? null,
    type: file.type === '' ? UNKNOWN_TYPE : file.type,
    bytes: new Uint8Array(await file.arrayBuffer()),
  };
}
