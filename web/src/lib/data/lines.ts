/** A line of JSON as it is shown. `key`: what stands before the value; `path` names what can be opened and closed. */
export type Line = {
  readonly path: string;
  readonly depth: number;
  readonly key: string | null;
  readonly value: unknown;
  readonly isOpen: boolean | null;
};

/** Entries beyond so many are opened part by part. */
const MOST_ENTRIES = 1000;

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/**
 * All lines that are to be seen, in one flat list, of which a window is drawn. Only what is open is walked, so a list of 100,000
 * closed items costs no more than its length.
 */
export function linesOf(root: readonly unknown[], isOpen: (path: string, depth: number) => boolean): readonly Line[] {
  const lines: Line[] = [];
  function visit(value: unknown, key: string | null, path: string, depth: number): void {
    const branch = isBranch(value);
    const open = branch && isOpen(path, depth);
    lines.push({ path, depth, key, value, isOpen: branch ? open : null });
    if (!open) return;
    const entries = Object.entries(value);
    for (const [name, entry] of entries.slice(0, MOST_ENTRIES)) visit(entry, name, `${path}/${name}`, depth + 1);
    if (entries.length > MOST_ENTRIES) {
      const rest = Object.fromEntries(entries.slice(MOST_ENTRIES));
      visit(rest, `… ${entries.length - MOST_ENTRIES} more`, `${path}/…`, depth + 1);
    }
  }
  root.forEach((value, index) => {
    visit(value, String(index), String(index), 0);
  });
  return lines;
}
