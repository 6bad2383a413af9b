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

export function isDataItem(value: unknown): value is DataItem {
  return isObject(value) && isObject(value.json);
}

const NOT_KEPT = 'The settings of this workflow keep no data here.';
const TOO_LARGE = 'These data were too large to be kept in history.';

/** Why there are no data of an output, by its state in the summary; `null`: there are, or it is not known yet. */
export function missingReason(state: string | undefined, withheld: unknown): string | null {
  if (state === 'not_kept') return NOT_KEPT;
  if (state === 'too_large') return TOO_LARGE;
  if (!isObject(withheld)) return null;
  return 'redacted' in withheld ? NOT_KEPT : 'These data are not kept any more, or were too large for history.';
}

type Counts = { readonly [handle: string]: number };

/** The handle to be shown: the one that was chosen, else the first with items. */
export function shownHandle(counts: Counts, wanted: string | null): string | undefined {
  const handles = Object.keys(counts);
  return handles.find((one) => one === wanted) ?? handles.find((one) => (counts[one] ?? 0) > 0) ?? handles[0];
}
