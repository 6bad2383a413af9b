import { answerHeaderFault, headerNameFault, headerValueFault } from '../../shared/header-rules.ts';
import type { CallerResponse } from '../define-node.ts';
import { NodeError } from '../node-error.ts';
import { encodeTextBase64 } from '../values/base64.ts';
import { encodeLocation } from './location.ts';
import { type NameValues, readHeaders } from './name-values.ts';

/** The content of a response. `body` is base64; `type` is the content type, or `null`. */
export type ResponseContent = {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
  readonly location?: string;
};

/** A value as JSON. */
export function jsonContent(value: unknown): ResponseContent {
  return { status: 200, type: 'application/json', body: encodeTextBase64(JSON.stringify(value ?? null)) };
}

/** Plain text. */
export function textContent(text: string): ResponseContent {
  return { status: 200, type: 'text/plain; charset=utf-8', body: encodeTextBase64(text) };
}

function checkHeader(name: string, value: string): void {
  const fault = headerNameFault(name) ?? headerValueFault(name, value) ?? answerHeaderFault(name);
  if (fault !== null) throw new NodeError('respond.header_invalid', fault);
}

/** How long the headers of an answer may be, as they go over the wire: more than most clients read. */
export const MAX_HEADERS_LENGTH = 32_768;

/** What stands beside name and value in a line. */
const LINE_LENGTH = ': \r\n'.length;

function checkLength(headers: { readonly [name: string]: string }): void {
  const lines = Object.entries(headers).map(([name, value]) => name.length + value.length + LINE_LENGTH);
  const length = lines.reduce((sum, line) => sum + line, 0);
  if (length <= MAX_HEADERS_LENGTH) return;
  const message = `the headers have ${length} characters together, where ${MAX_HEADERS_LENGTH} are allowed`;
  throw new NodeError('respond.headers_too_large', message);
}

/**
 * The response with this content, status and headers. Throws `NodeError` `respond.header_invalid`,
 * `respond.headers_too_large`.
 */
export function callerResponse(
  content: ResponseContent,
  { status, headers: named }: { readonly status?: number | undefined; readonly headers: NameValues },
): CallerResponse {
  const headers: Record<string, string> = content.type === null ? {} : { 'content-type': content.type };
  if (content.location !== undefined) headers.location = content.location;
  for (const [name, value] of readHeaders(named)) headers[name] = value;
  if (headers.location !== undefined) headers.location = encodeLocation(headers.location);
  for (const [name, value] of Object.entries(headers)) checkHeader(name, value);
  checkLength(headers);
  return { status: status ?? content.status, headers, body: content.body };
}
