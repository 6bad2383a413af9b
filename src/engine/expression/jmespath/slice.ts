import { unfit } from '../extensions/arguments.ts';
import { type Run, spend } from '../run.ts';
import { isList } from '../values/plain.ts';

type Slice = { readonly start: number | null; readonly stop: number | null; readonly step: number | null };

/** `[start:stop:step]` of a list or a text, as in Python. */
export function sliceOf(run: Run, value: unknown, slice: Slice): unknown {
  if (typeof value === 'string') {
    spend(run, value.length);
    return pick(run, [...value], slice).join('');
  }
  return isList(value) ? pick(run, value, slice) : null;
}

function pick<T>(run: Run, list: readonly T[], { start, stop, step }: Slice): T[] {
  const by = step ?? 1;
  if (by === 0) throw unfit('$jmespath', 'the step of a slice must not be 0.');
  const from = start === null ? (by > 0 ? 0 : list.length - 1) : bound(start, list.length, by);
  const to = stop === null ? (by > 0 ? list.length : -1) : bound(stop, list.length, by);
  const count = Math.max(0, Math.ceil((to - from) / by));
  spend(run, count);
  return Array.from({ length: count }, (_empty, index) => from + index * by).flatMap((index) =>
    list.slice(index, index + 1),
  );
}

/** Counts negative positions from the end, and stays within the list. */
function bound(position: number, length: number, step: number): number {
  const counted = position < 0 ? position + length : position;
  return step > 0 ? Math.min(Math.max(counted, 0), length) : Math.min(Math.max(counted, -1), length - 1);
}
