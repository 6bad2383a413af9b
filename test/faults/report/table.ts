import type { Counts, Row } from './row.ts';

const HEADER = [
  ...['part', '', 'begun', 'completed', 'failed', 'cancelled', 'lost', 'doubled', 'repeated'],
  ...['effects doubled', 'at-most-once doubled', 'unknown'],
  ...['interrupted', 's from last fault to end', 's from first', 'verdict', 'note'],
];

/** How many columns have numbers: all but the two before them and the two after them. */
const NUMBERS = HEADER.length - 4;

function countCells(counts: Counts | null): string[] {
  if (counts === null) return Array(NUMBERS).fill('');
  const { begun, completed, failed, cancelled, lost, doubled, repeated, effectsDoubled, onceDoubled, unknown } = counts;
  const numbers = [begun, completed, failed, cancelled, lost, doubled, repeated, effectsDoubled, onceDoubled, unknown];
  const times = [counts.slowest, counts.slowestInAll].map((seconds) => seconds?.toFixed(1) ?? '');
  return [...numbers.map(String), String(counts.interrupted ?? ''), ...times];
}

/** The table for people, with what did not hold beneath it. */
export function formatRows(rows: readonly Row[]): string {
  const lines = [
    HEADER,
    ...rows.map(({ part, name, counts, note, breaks }) => [
      ...[part, name, ...countCells(counts)],
      ...[breaks.length === 0 ? 'holds' : 'BROKEN', note],
    ]),
  ];
  const widths = HEADER.map((_, place) => Math.max(...lines.map((line) => line[place]?.length ?? 0)));
  const isText = (place: number): boolean => place < 2 || place >= 2 + NUMBERS;
  const table = lines.map((line) =>
    line
      .map((cell, place) => (isText(place) ? cell.padEnd(widths[place] ?? 0) : cell.padStart(widths[place] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const broken = rows.flatMap(({ part, breaks }) => breaks.map((what) => `(${part}) ${what}`));
  return [...table, ...(broken.length === 0 ? ['', 'All holds.'] : ['', ...broken])].join('\n');
}
