import { BLOCK_ELEMENTS, TABLE_PARTS } from './html-names.ts';

/** Puts the text of HTML together, told of its texts and elements in their order. */
export type TextLayout = {
  text(text: string): void;
  open(name: string): void;
  close(name: string): void;
  result(): string;
};

const BLANK_START = /^[\t\n\f\r ]+/;

/** What is owed between the text so far and the next: line breaks, then tabs. */
type Owed = {
  lines: number;
  tabs: number;
  /** How many lines are owed at the beginning of the cell. */
  linesOfCell: number;
  inCell: boolean;
};

/**
 * White space stays as it is written, but where a block begins or ends there is one line break, and a tab between cells. What
 * `pre` holds is not touched.
 */
export function createTextLayout(): TextLayout {
  const parts: string[] = [];
  const owed: Owed = { lines: 0, tabs: 0, linesOfCell: 0, inCell: false };
  let preformatted = 0;

  function write(text: string): void {
    const between = '\n'.repeat(owed.lines) + '\t'.repeat(owed.tabs);
    const kept = between === '' || preformatted > 0 ? text : text.replace(BLANK_START, '');
    if (kept === '') return;
    if (between !== '') trimEnd(parts);
    if (parts.length > 0) parts.push(between);
    parts.push(kept);
    owed.lines = 0;
    owed.tabs = 0;
    owed.linesOfCell = 0;
  }

  function boundary(name: string): void {
    if (TABLE_PARTS.has(name)) beginRow(owed);
    else if (BLOCK_ELEMENTS.has(name) && owed.tabs === 0) owed.lines = Math.max(1, owed.lines);
  }

  return {
    text: write,
    open(name) {
      if (name === 'br' && owed.tabs === 0) owed.lines += 1;
      else if (isCell(name)) openCell(owed);
      else boundary(name);
      if (name === 'pre') preformatted += 1;
    },
    close(name) {
      if (isCell(name)) closeCell(owed);
      else boundary(name);
      if (name === 'pre') preformatted = Math.max(0, preformatted - 1);
    },
    result: () => parts.join(''),
  };
}

function isCell(name: string): boolean {
  return name === 'td' || name === 'th';
}

function beginRow(owed: Owed): void {
  owed.lines = 1;
  owed.tabs = 0;
  owed.linesOfCell = 1;
  owed.inCell = false;
}

/** A cell that is still open ends where the next begins: its end tag may be left out. */
function openCell(owed: Owed): void {
  if (owed.inCell) closeCell(owed);
  owed.inCell = true;
}

function closeCell(owed: Owed): void {
  owed.lines = owed.linesOfCell;
  owed.tabs += 1;
  owed.inCell = false;
}

/** Takes white space off the end of what is written, but for texts that are nothing else only as long as there are any. */
function trimEnd(parts: string[]): void {
  for (let last = parts.pop(); last !== undefined; last = parts.pop()) {
    const kept = last.trimEnd();
    if (kept === '') continue;
    parts.push(kept);
    return;
  }
}
