import { type AnyNode, type Document, type Element, hasChildren, isTag } from 'domhandler';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { parseHtml } from '../html/parse-html.ts';
import type { ToMarkdownConfig } from './config.ts';
import { writeBlocks } from './write/blocks.ts';
import { writeOnOneLine } from './write/one-line.ts';
import { printBlocks } from './write/print-blocks.ts';
import type { Writer } from './write/writer.ts';

/** How many characters are parsed in one step. */
const CHARACTERS_PER_STEP = 8;

/**
 * The Markdown of an HTML text. What is text in HTML is text in Markdown, whatever it looks like; scripts, styles and the like
 * are left out. Throws `NodeError` `html.*`, and `WorkLimitError`.
 */
export function htmlToMarkdown(html: string, config: ToMarkdownConfig, work: WorkMeter): string {
  work.spend(html.length / CHARACTERS_PER_STEP);
  const document = parseHtml(html);
  const writer: Writer = {
    config,
    work,
    references: new Map(),
    outerTables: findOuterTables(document),
    blocks: (nodes, place) => writeBlocks(writer, nodes, place),
    line: (nodes, wraps) => writeOnOneLine(writer, nodes, wraps),
  };
  const lines = printBlocks(writer.blocks(document.children, { wraps: [], inItem: false }), work);
  if (writer.references.size > 0) lines.push('');
  for (const [target, number] of writer.references) lines.push(`[${number}]: ${target}`);
  return lines.join('\n');
}

function findOuterTables(document: Document): ReadonlySet<Element> {
  const found = new Set<Element>();
  findWithin(document.children, null, found);
  return found;
}

function findWithin(nodes: readonly AnyNode[], table: Element | null, found: Set<Element>): void {
  for (const node of nodes) {
    const isTable = isTag(node) && node.name === 'table';
    if (isTable && table !== null) found.add(table);
    if (hasChildren(node)) findWithin(node.children, isTable ? node : table, found);
  }
}
