import type { JsonObject } from '../../engine/json.ts';

/** The names of all fields of all objects, in the order in which they first appear. */
export function namesOf(objects: readonly JsonObject[]): string[] {
  const names = new Set<string>();
  for (const json of objects) for (const name of Object.keys(json)) names.add(name);
  return [...names];
}
