import Papa from 'papaparse';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { namesOf } from '../values/field-names.ts';
import { readField } from '../values/field-path.ts';
import type { WriteCsvConfig } from './config.ts';

/**
 * What a spreadsheet would take for a formula: what begins with a sign for one, but for numbers and telephone numbers, which hold
 * nothing but digits and what may stand between them (`-5`, `+49 (170) 123-45`).
 */
const FORMULA = /^(?:[=@\t\r]|[+-](?![\d\s().,/-]*$))/;

/** One CSV text of all objects (RFC 4180). */
export function writeCsv(objects: readonly JsonObject[], config: WriteCsvConfig): string {
  const columns = config.columns.length > 0 ? config.columns : namesOf(objects);
  const rows = objects.map((json) => columns.map((name) => toCell(readField(json, name))));
  const csv = Papa.unparse(config.header ? [columns, ...rows] : rows, {
    delimiter: config.delimiter,
    newline: config.line_break === 'crlf' ? '\r\n' : '\n',
    quotes: config.quote_all,
    escapeFormulae: config.escape_formulas ? FORMULA : false,
  });
  return config.byte_order_mark ? `\ufeff${csv}` : csv;
}

/** Numbers stay numbers, since a negative one is no formula. */
function toCell(value: JsonValue | undefined): string | number | boolean {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : value;
}
