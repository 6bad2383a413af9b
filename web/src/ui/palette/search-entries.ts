import type { ReactNode } from 'react';

/** One thing that can be chosen. `words` are further ones by which it is found. */
export type PaletteEntry = {
  readonly id: string;
  readonly label: string;
  readonly detail?: string | undefined;
  readonly words?: string | undefined;
  readonly group?: string | undefined;
  readonly icon?: ReactNode;
  readonly keys?: string | undefined;
};

/** How well a word is met: the lower, the better; `null`: not at all. */
function rank({ label, detail, words }: PaletteEntry, word: string): number | null {
  const name = label.toLowerCase();
  if (name.startsWith(word)) return 0;
  if (name.includes(` ${word}`)) return 1;
  if (name.includes(word)) return 2;
  if (words?.toLowerCase().includes(word)) return 3;
  return detail?.toLowerCase().includes(word) ? 4 : null;
}

/** The entries that have all the words, the best first; all of them, in their own order, for no word. */
export function searchEntries(entries: readonly PaletteEntry[], text: string): readonly PaletteEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  const ranked = entries.flatMap((entry) => {
    const ranks = words.map((word) => rank(entry, word));
    const score = ranks.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
    return score === null ? [] : [{ entry: { ...entry, group: undefined }, score }];
  });
  return ranked.sort((one, other) => one.score - other.score).map(({ entry }) => entry);
}
