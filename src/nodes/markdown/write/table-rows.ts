import { type AnyNode, type Element, isTag, isText } from 'domhandler';

/** A row of a table with its cells, and the part of the table that it stands in: cells reach no farther down. */
export type Row = { readonly cells: readonly Element[]; readonly section: Element };

/** A table taken apart; what stands in it besides its rows comes before it, as in browsers. */
export type TableParts = { readonly rows: readonly Row[]; readonly others: readonly AnyNode[] };

const SECTIONS: ReadonlySet<string> = new Set(['thead', 'tbody', 'tfoot']);
const COLUMNS: ReadonlySet<string> = new Set(['colgroup', 'col']);

type Parts = { readonly rows: Row[]; readonly others: AnyNode[] };

/** Takes a table apart. */
export function tableParts(table: Element): TableParts {
  const parts: Parts = { rows: [], others: [] };
  for (const node of table.children) {
    if (isTag(node) && SECTIONS.has(node.name)) for (const child of node.children) addRow(parts, child, node);
    else addRow(parts, node, table);
  }
  return parts;
}

function addRow({ rows, others }: Parts, node: AnyNode, section: Element): void {
  if (!isTag(node) || node.name !== 'tr') {
    addOther(others, node);
    return;
  }
  const cells: Element[] = [];
  for (const child of node.children) {
    if (isTag(child) && (child.name === 'td' || child.name === 'th')) cells.push(child);
    else addOther(others, child);
  }
  rows.push({ cells, section });
}

/** Columns say how cells look, and hold nothing. */
function addOther(others: AnyNode[], node: AnyNode): void {
  if (isTag(node) ? !COLUMNS.has(node.name) : isText(node) && node.data.trim() !== '') others.push(node);
}
