import { parseExactly } from '../../numbers/parse-json.ts';
import { jsonBreak, placeText } from '../../shared/json/json-place.ts';
import { parseJson } from './convert.ts';

/** What is wrong with a text that is no JSON, in the words of the platform's parser, with the place. `null` for JSON. */
export function jsonFault(text: string): string | null {
  if (parseJson(text) !== undefined) return null;
  try {
    parseExactly(text);
    return 'it nests too deeply';
  } catch (error) {
    return withPlace(error instanceof Error ? error.message : 'it cannot be read', text);
  }
}

function withPlace(message: string, text: string): string {
  const place = message.includes(' at position ') ? null : jsonBreak(text);
  return place === null ? message : `${message} ${placeText(place)}`;
}
