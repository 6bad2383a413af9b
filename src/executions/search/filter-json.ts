import type { JsonObject } from '../../shared/json/json.ts';
import type { ExecutionFilter } from './filter.schemas.ts';

/** The parts of a filter that are named, as JSON. */
export function filterJson(filter: ExecutionFilter): JsonObject {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
