import type { ConfigFault } from '../../engine/catalog.ts';
import { formatFault } from '../../engine/expression/dates/format-fault.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { faultAt, literalText } from '../literals.ts';
import { readFormatFault } from './read-date.ts';

/** Longer ones are refused by the schema. */
const LONGEST = 500;

function shortText(value: JsonValue | undefined): string | undefined {
  const text = literalText(value);
  return text === undefined || text.length > LONGEST ? undefined : text;
}

/** What is wrong with the formats of a raw config that are known before it runs. */
export function formatFaults({ operation, format, from_format }: JsonObject): ConfigFault[] {
  const written = operation === 'format' ? shortText(format) : undefined;
  const read = shortText(from_format);
  return [
    ...faultAt(['format'], written === undefined ? null : formatFault(written, 'write')),
    ...faultAt(['from_format'], read === undefined ? null : readFormatFault(read)),
  ];
}
