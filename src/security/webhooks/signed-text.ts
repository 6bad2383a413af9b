import { joinBytes } from './join-bytes.ts';
import type { SentCall } from './verdict.ts';

const PLACEHOLDER = /\{(body|timestamp|method|url|header:[!#$%&'*+\-.^_`|~0-9A-Za-z]+)\}/;

/** Where the parts of what is signed come from. */
export type SignedParts = {
  readonly call: SentCall;
  readonly timestamp: string;
};

/**
 * The bytes that a template names, such as `{timestamp}.{body}`. It knows `{body}`, `{timestamp}`, `{method}`, `{url}` and
 * `{header:X-Name}`; whatever else stands in it is meant as it is. `null` if a header that it names is missing.
 */
export function signedBytes(template: string, { call, timestamp }: SignedParts): Uint8Array | null {
  if (template === '{body}') return call.body;
  const pieces: (string | Uint8Array)[] = [];
  // The texts between the placeholders stand at even places.
  for (const [index, part] of template.split(PLACEHOLDER).entries()) {
    const piece = index % 2 === 0 ? part : valueIn(part, call, timestamp);
    if (piece === null) return null;
    pieces.push(piece);
  }
  return joinBytes(...pieces);
}

function valueIn(
  name: string,
  { method, url, headers, body }: SentCall,
  timestamp: string,
): string | Uint8Array | null {
  if (name.startsWith('header:')) return headers.get(name.slice('header:'.length));
  return { body, timestamp, method, url: url.href }[name] ?? null;
}
