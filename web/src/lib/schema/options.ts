import type { FieldOption } from '../api/schema.gen.ts';
import type { Schema } from './schema.ts';

/** The field of a config of which a service knows the values; `null`: nobody does. */
export function askedField(schema: Schema, path: readonly (string | number)[]): string | null {
  return schema['x-options'] === true && path.length === 1 ? String(path[0]) : null;
}

type OptionEntry = { readonly id: string; readonly label: string; readonly detail?: string | undefined };

/** The options of a field, for a palette: what people read, and the value where that is something else and short. */
export function optionEntries(options: readonly FieldOption[]): readonly OptionEntry[] {
  const byValue = new Map(options.map((option) => [option.value, option]));
  return [...byValue.values()].map(({ value, label }) => ({
    id: value,
    label: label || value,
    detail: label && label !== value && !value.includes('\n') ? value : undefined,
  }));
}
