import { escapeUTF8 } from 'entities';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { namesOf } from '../values/field-names.ts';
import { readField } from '../values/field-path.ts';
import type { TableConfig } from './config.ts';

/** Each object may bring a column of its own, so that the cells are many more than the fields. */
const STEPS_PER_CELL = 4;

/** One HTML table of all objects. Everything that comes from them is escaped. Throws `WorkLimitError`. */
export function htmlTable(objects: readonly JsonObject[], config: TableConfig, work: WorkMeter): string {
  const { table, header, row, cell } = attributeTexts(config.attributes);
  const columns = config.columns.length > 0 ? config.columns : namesOf(objects);
  work.spend(STEPS_PER_CELL * columns.length * (objects.length + 1));
  const headers = columns.map(
    (name) => `<th${header}>${escapeUTF8(config.capitalize_headers ? capitalize(name) : name)}</th>`,
  );
  const rows = objects.map((json) => {
    const cells = columns.map((name) => `<td${cell}>${escapeUTF8(toText(readField(json, name)))}</td>`);
    return `<tr${row}>${cells.join('')}</tr>`;
  });
  const caption = config.caption === undefined ? '' : `<caption>${escapeUTF8(config.caption)}</caption>`;
  return `<table${table}>${caption}<thead><tr${row}>${headers.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

type Attributes = TableConfig['attributes'];

function attributeText(attributes: Attributes['table']): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeUTF8(value)}"`)
    .join('');
}

function attributeTexts({ table, header, row, cell }: Attributes): { readonly [part in keyof Attributes]: string } {
  return {
    table: attributeText(table),
    header: attributeText(header),
    row: attributeText(row),
    cell: attributeText(cell),
  };
}

function capitalize(name: string): string {
  const words = name.split(/[\s_.-]+/).filter((word) => word !== '');
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join(' ');
}

function toText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
