import { lastSegment } from '../../shared/text/file-name.ts';
import type { BlobRange } from './blob-store.ts';
import type { ExecutionFile } from './files.schemas.ts';

/** What may stand in a header unquoted as a media type (RFC 9110 §8.3.1), with plain parameters. */
const MEDIA_TYPE = /^[\w.+-]{1,100}\/[\w.+-]{1,100}(\s*;\s*[\w.+-]{1,50}=[\w.+-]{1,100})*$/;

/** Whatever a file says that it is, no browser shows it as a page of ours, or runs it. */
const HARMLESS = {
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

/** Percent-encodes what RFC 8187 does not let stand. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A `Content-Disposition` that has browsers save the file (RFC 6266): by its own name, without a path and in letters of ASCII for those who read no other. */
function disposition({ file_name, id }: Pick<ExecutionFile, 'file_name' | 'id'>): string {
  const name = (lastSegment(file_name ?? '') ?? id).toWellFormed();
  const plain = name.replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded(name)}`;
}

/** The headers of a download, of the whole or of a part. */
export function fileHeaders(file: ExecutionFile, range: BlobRange | null): { readonly [name: string]: string } {
  const { offset, length } = range ?? { offset: 0, length: file.size };
  return {
    ...HARMLESS,
    'content-type': MEDIA_TYPE.test(file.mime_type) ? file.mime_type : 'application/octet-stream',
    'content-disposition': disposition(file),
    'content-length': String(length),
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
    etag: `"${file.sha256}"`,
    ...(range !== null && { 'content-range': `bytes ${offset}-${offset + length - 1}/${file.size}` }),
  };
}
