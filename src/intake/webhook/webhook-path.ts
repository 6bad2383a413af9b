import { malformedUrl } from '../../http/http.errors.ts';

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw malformedUrl(part, cause);
  }
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

/** Decodes a percent-encoded path. Throws `AppError` 400 `input.malformed_url`. */
export function decodePath(path: string): string {
  return path.split('/').map(decodePart).join('/');
}

/**
 * Matches a path with the pattern of a trigger (`orders/:id`) and returns its parameters, or `null` if it does not match. An
 * empty pattern matches every path. Throws `AppError` 400 `input.malformed_url`.
 */
export function matchWebhookPath(pattern: string, path: string): { readonly [name: string]: string } | null {
  const wanted = partsOf(pattern);
  const given = partsOf(path).map(decodePart);
  if (wanted.length === 0) return {};
  if (wanted.length !== given.length) return null;
  const params: [string, string][] = [];
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params.push([part.slice(1), value]);
    else if (part !== value) return null;
  }
  return Object.fromEntries(params);
}
