import { type AnyNode, hasChildren, isTag, isText, type ParentNode } from 'domhandler';
import { UNSEEN_ELEMENTS } from '../../engine/text/html-names.ts';
import { createTextLayout, type TextLayout } from '../../engine/text/text-layout.ts';

const NOTHING: ReadonlySet<AnyNode> = new Set();

/**
 * The text within an element or document, with line breaks where blocks end and tabs between cells. White space is as it is
 * written. Scripts, styles, comments and the like within it are left out, and so are the elements in `skipped`.
 */
export function readableText(parent: ParentNode, skipped: ReadonlySet<AnyNode> = NOTHING): string {
  const layout = createTextLayout();
  addAll(parent.children, { layout, skipped });
  return layout.result();
}

type Reading = { readonly layout: TextLayout; readonly skipped: ReadonlySet<AnyNode> };

/** Recursive, so the document must not be deep: see `parseHtml`. */
function addAll(nodes: readonly AnyNode[], reading: Reading): void {
  for (const node of nodes) {
    if (isText(node)) reading.layout.text(node.data);
    else if (isTag(node)) addElement(node, reading);
    else if (hasChildren(node)) addAll(node.children, reading);
  }
}

function addElement(element: AnyNode & ParentNode & { readonly name: string }, reading: Reading): void {
  const { layout, skipped } = reading;
  if (UNSEEN_ELEMENTS.has(element.name) || skipped.has(element)) return;
  layout.open(element.name);
  addAll(element.children, reading);
  layout.close(element.name);
}
