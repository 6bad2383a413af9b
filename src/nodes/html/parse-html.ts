import { type AnyNode, type Document, hasChildren } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import { NodeError } from '../node-error.ts';

const MAX_DEPTH = 250;
const MAX_LENGTH = 2_000_000;

/**
 * The document of an HTML text, however broken. Throws `NodeError` `html.too_long` or `html.too_deep`: what comes after
 * walks the tree by recursion.
 */
export function parseHtml(html: string): Document {
  if (html.length > MAX_LENGTH) throw new NodeError('html.too_long', `The HTML has over ${MAX_LENGTH} characters`);
  const document = parseDocument(html);
  checkDepth(document);
  return document;
}

function checkDepth(document: Document): void {
  let level: readonly AnyNode[] = [document];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw new NodeError('html.too_deep', `The HTML is over ${MAX_DEPTH} elements deep`);
    level = level.flatMap((node) => (hasChildren(node) ? node.children : []));
  }
}
