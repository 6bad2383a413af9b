import { burden, produce, type Run, spend } from '../run.ts';
import { toText } from '../values/convert.ts';
import { isList, isPlainObject } from '../values/plain.ts';

/** What a function of `Intl` costs, in steps. It may have to load a locale. */
export const INTL_STEPS = 50;

/** What it costs a node run beside that, where the host makes ready anew each time. */
const INTL_BURDEN = 250;

/** Pays for a short text that `Intl` makes. */
export function payForIntl(run: Run): void {
  produce(run, 64);
  spend(run, INTL_STEPS);
  burden(run, INTL_BURDEN);
}

/** The options of a function of `Intl`: only primitive values go through, and none but the object's own. */
export function hostOptions(run: Run, value: unknown): { [name: string]: string | number | boolean } | undefined {
  if (!isPlainObject(value)) return undefined;
  const options: { [name: string]: string | number | boolean } = Object.create(null);
  const entries = Object.entries(value);
  spend(run, entries.length);
  for (const [name, option] of entries) {
    if (typeof option === 'string' || typeof option === 'number' || typeof option === 'boolean') options[name] = option;
  }
  return options;
}

/** The locales for a function of `Intl`. */
export function hostLocales(run: Run, value: unknown): string | string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isList(value)) return toText(run, value);
  spend(run, INTL_STEPS * value.length);
  return value.map((locale) => toText(run, locale));
}
