import type { Item } from '../../engine/item.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { rowKey } from '../values/canonical.ts';
import { readField } from '../values/field-path.ts';
import { keyText } from '../values/key-text.ts';
import { AGGREGATIONS, type AggregationName } from './aggregations.ts';

/** One field to summarise. */
type Summary = {
  readonly aggregation: AggregationName;
  readonly field: string;
  readonly separator: string;
  /** Whether empty values count: missing ones, `null` and the empty text. */
  readonly include_empty: boolean;
};

/** A group of items with the same values in the split fields; a missing one is `undefined`. */
export type Group = {
  readonly values: readonly (JsonValue | undefined)[];
  readonly items: readonly Item[];
  readonly summary: JsonObject;
};

export type SummarizeOptions = {
  readonly fields: readonly Summary[];
  readonly splitBy: readonly string[];
  readonly skipEmptySplits: boolean;
  readonly dotNotation: boolean;
};

/** The name of a field in a result: `order.total` becomes `order_total`. */
export function plainName(field: string): string {
  return field.replace(/[\][")(]/g, '').replace(/[ .]/g, '_');
}

/** Summarises the items, group by group, in the order in which the groups first appear. */
export function summarizeItems(items: readonly Item[], options: SummarizeOptions): Group[] {
  const groups = new Map<string, { values: Group['values']; items: Item[] }>();
  for (const item of items) {
    const values = options.splitBy.map((name) => readField(item.json, name, options.dotNotation));
    if (options.skipEmptySplits && values.some(isEmpty)) continue;
    const key = keyText(rowKey(values));
    const group = groups.get(key) ?? { values, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({ ...group, summary: summaryOf(group.items, options) }));
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === '';
}

function summaryOf(items: readonly Item[], { fields, dotNotation }: SummarizeOptions): JsonObject {
  const results = fields.map((summary) => {
    const { prefix, of } = AGGREGATIONS[summary.aggregation];
    const values = items.map((item) => readField(item.json, summary.field, dotNotation) ?? null);
    const counted = summary.include_empty ? values : values.filter((value) => !isEmpty(value));
    return [`${prefix}_${plainName(summary.field)}`, of(counted, summary)] as const;
  });
  return Object.fromEntries(results);
}
