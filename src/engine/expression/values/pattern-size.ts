/** The pieces of a regular expression that count: an escape, a class, a bracket, a number of repetitions, or a character. */
const PIECE = /\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\{\d+(?:,\d*)?\}|[\s\S]/g;

const REPETITION = /^\{(\d+)(?:,(\d*))?\}$/;

/** A group that is open: what it has so far, and the size of its last part, which a repetition multiplies. */
type Group = { total: number; last: number };

/**
 * About how many instructions a regular expression has once its repetitions are written out, as RE2 does: `(a{20}){30}` has
 * over 600. To be asked before it is compiled, for that takes as long as it is large.
 */
export function patternSize(source: string): number {
  const open: Group[] = [];
  let group: Group = { total: 0, last: 0 };
  for (const piece of source.match(PIECE) ?? []) {
    if (piece === '(') {
      open.push(group);
      group = { total: 0, last: 0 };
    } else if (piece === ')') {
      const closed = group;
      group = open.pop() ?? { total: 0, last: 0 };
      append(group, closed.total + 2);
    } else if (REPETITION.test(piece)) repeat(group, piece);
    else append(group, 1);
  }
  return [...open, group].reduce((sum, { total }) => sum + total, 0);
}

function append(group: Group, size: number): void {
  group.total += size;
  group.last = size;
}

function repeat(group: Group, piece: string): void {
  const [, least = '0', most = ''] = REPETITION.exec(piece) ?? [];
  const times = Math.max(1, Number(least), Number(most));
  group.total += group.last * times;
  group.last *= times;
}
