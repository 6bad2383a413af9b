import { parseJson } from './convert.ts';

/** What is wrong with a text that is no JSON, as the platform's parser puts it: it knows the place. `null` for JSON. */
export function jsonFault(text: string): string | null {
  if (parseJson(text) !== undefined) return null;
  try {
    JSON.parse(text);
    return 'it nests too deeply';
  } catch (error) {
    return error instanceof Error ? error.message : 'it cannot be read';
  }
}
