import type { Run } from '../run.ts';
import { toText } from '../values/convert.ts';
import { isList, isPlainObject } from '../values/plain.ts';

/** What a function of `Intl` costs, in steps. It may have to load a locale. */
export const INTL_STEPS = 50;

/** The options for a function of `Intl`: only own properties with primitive values are passed on. */
export function hostOptions(value: unknown): { [name: string]: string | number | boolean } | undefined {
  if (!isPlainObject(value)) return undefined;
  const options: { [name: string]: string | number | boolean } = Object.create(null);
  for (const [name, option] of Object.entries(value)) {
    if (typeof option === 'string' || typeof option === 'number' || typeof option === 'boolean') options[name] = option;
  }
  return options;
}

/** The locales for a function of `Intl`. */
export function hostLocales(run: Run, value: unknown): string | string[] | undefined {
  if (value === undefined || value === null) return undefined;
  return isList(value) ? value.map((locale) => toText(run, locale)) : toText(run, value);
}
