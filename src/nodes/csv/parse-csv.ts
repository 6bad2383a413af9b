import Papa from 'papaparse';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { isExact, readNumber } from '../../numbers/exact-number.ts';
import { checkItemCount } from '../limits.ts';
import { NodeError } from '../node-error.ts';
import { describeValue } from '../values/describe-value.ts';
import { uniqueNames } from '../values/unique-names.ts';
import type { ParseCsvConfig } from './config.ts';

/** Spreadsheets write them in capitals. */
const BOOLEAN = /^(?:true|false)$/i;

const NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/;

/** The first line by which spreadsheets say what stands between values. It is no row. */
const SEPARATOR_LINE = /^\ufeff?"?sep=([^\r\n"])"?(?:\r\n|\r|\n|$)/i;

function readSeparatorLine(text: string): { readonly text: string; readonly separator: string | undefined } {
  const [line = '', separator] = SEPARATOR_LINE.exec(text) ?? [];
  return { text: text.slice(line.length), separator };
}

/** The rows that were read, and whether there are more than `max_rows`. */
export type CsvRows = { readonly rows: readonly JsonObject[]; readonly more: boolean };

type Read = Pick<Papa.ParseResult<string[]>, 'data' | 'errors'> & { readonly more: boolean };

function readRows(text: string, options: Papa.ParseConfig<string[]>, config: ParseCsvConfig): Read {
  if (config.max_rows === undefined) {
    return {
      ...Papa.parse<string[]>(text, { ...options, skipEmptyLines: config.skip_empty_rows ? 'greedy' : false }),
      more: false,
    };
  }
  const most = config.skip_rows + (config.header ? 1 : 0) + config.max_rows;
  const data: string[][] = [];
  const errors: Papa.ParseError[] = [];
  let more = false;
  // Row by row, for empty rows do not count if they are skipped.
  Papa.parse<string[]>(text, {
    ...options,
    step(row, parser) {
      const isEmpty = row.data.every((cell) => cell.trim() === '');
      if (config.skip_empty_rows && isEmpty) return;
      if (data.length < most) {
        data.push(row.data);
        errors.push(...row.errors);
      } else if (!isEmpty) {
        more = true;
        parser.abort();
      }
    },
  });
  return { data, errors, more };
}

/** The rows of a CSV text as objects. Throws `NodeError` `csv.invalid` where quotes do not match. */
export function parseCsv(written: string, config: ParseCsvConfig): CsvRows {
  const { text, separator } = readSeparatorLine(written);
  const headerRows = config.header ? 1 : 0;
  const delimiter = config.delimiter ?? separator ?? '';
  const { data, errors, more } = readRows(
    text,
    { delimiter, quoteChar: config.quote, escapeChar: config.quote },
    config,
  );
  const broken = errors.find((error) => error.type === 'Quotes');
  if (broken !== undefined && !config.relax_quotes)
    throw new NodeError(
      'csv.invalid',
      `text, row ${(broken.row ?? 0) + 1}: expected quotes that match, got ${describeValue(text)} (${broken.message})`,
    );
  const rows = data.slice(config.skip_rows);
  const names = namesOf(rows[0] ?? [], config.header);
  checkItemCount(rows.length - headerRows);
  return { rows: rows.slice(headerRows).map((row) => toObject(row, names, config)), more };
}

/** Names that are there already get a number, so that no column is lost. */
function namesOf(first: readonly string[], header: boolean): string[] {
  const freeName = uniqueNames();
  return first.map((cell, index) => freeName(header && cell.trim() !== '' ? cell.trim() : `column_${index + 1}`));
}

function toObject(row: readonly string[], names: readonly string[], config: ParseCsvConfig): JsonObject {
  const cells = row.map((cell, index): [string, JsonValue] => [
    names[index] ?? `column_${index + 1}`,
    toValue(config.trim ? cell.trim() : cell, config.detect_types),
  ]);
  return Object.fromEntries(cells);
}

/** Only what is written as JSON would write it is a number, so that 007, telephone numbers and long ids stay texts. */
function toValue(cell: string, detectTypes: boolean): JsonValue {
  if (!detectTypes) return cell;
  if (NUMBER.test(cell)) {
    const number = readNumber(cell);
    return isExact(number) ? cell : number;
  }
  return BOOLEAN.test(cell) ? cell.toLowerCase() === 'true' : cell;
}
