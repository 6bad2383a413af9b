/** One JSON object that flowed along a connection. */
export type DataItem = {
  readonly json: { readonly [key: string]: unknown };
  readonly binary?: {
    readonly [name: string]: { readonly mime_type?: string; readonly file_name?: string; readonly size?: number };
  };
};

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The items of each handle, in what history keeps of a run. What is no list of items (a mark that it was too large) is left out. */
export function itemsByHandle(data: unknown): { readonly [handle: string]: readonly DataItem[] } {
  if (!isObject(data)) return {};
  const lists = Object.entries(data).flatMap(([handle, list]) =>
    Array.isArray(list) ? [[handle, list.filter((item) => isObject(item) && isObject(item.json))] as const] : [],
  );
  return Object.fromEntries(lists);
}

/** Why there is nothing to show of a run although it has ended. */
export function missingReason(data: unknown): string | null {
  if (!isObject(data)) return null;
  if ('$truncated' in data || 'truncated' in data) return 'These data were too large to be kept in history.';
  return '$not_kept' in data ? 'The settings of this workflow keep no data here.' : null;
}
