import type { ExportRepository } from './export.repository.ts';
import type { ExportedTable } from './exported-tables.ts';

/** What is exported: whose rows, and what the first line says about them. */
export type Export = {
  readonly owner: string;
  readonly about: 'workspace' | 'user';
  readonly tables: readonly ExportedTable[];
  readonly now: number;
};

/**
 * An export as lines of JSON, a piece for each page: first what it is, then `{"table", "row"}` for each row, and at last how many rows
 * there were. Without that last line it is not whole.
 */
export async function* exportLines(
  exports: ExportRepository,
  { owner, about, tables, now }: Export,
): AsyncGenerator<string> {
  yield `${JSON.stringify({ export: about, id: owner, exported_at: new Date(now).toISOString() })}\n`;
  let rows = 0;
  for (const table of tables) {
    const begin = `{"table":${JSON.stringify(table.name)},"row":`;
    for (let page = await exports.page(table, owner, null); page; page = await exports.page(table, owner, page.after)) {
      rows += page.lines.length;
      yield page.lines.map((line) => `${begin}${line}}\n`).join('');
    }
  }
  yield `${JSON.stringify({ end: true, rows })}\n`;
}
