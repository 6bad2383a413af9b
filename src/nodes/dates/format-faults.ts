import type { ConfigFault } from '../../engine/catalog.ts';
import { formatFault } from '../../engine/expression/dates/format-fault.ts';
import type { JsonObject } from '../../engine/json.ts';
import { faultAt, literalText } from '../literals.ts';
import { readFormatFault } from './read-date.ts';

/** What is wrong with the formats of a raw config that are known before it runs. */
export function formatFaults({ operation, format, from_format }: JsonObject): ConfigFault[] {
  const written = operation === 'format' ? literalText(format) : undefined;
  const read = literalText(from_format);
  return [
    ...faultAt(['format'], written === undefined ? null : formatFault(written, 'write')),
    ...faultAt(['from_format'], read === undefined ? null : readFormatFault(read)),
  ];
}
