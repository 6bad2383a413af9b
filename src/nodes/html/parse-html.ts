import { type Document, DomHandler } from 'domhandler';
import { Parser } from 'htmlparser2';
import { NodeError } from '../node-error.ts';

const MAX_DEPTH = 250;
const MAX_LENGTH = 2_000_000;

/** Refuses deep documents while they are read: the parser itself takes longer for each element, the more are open. */
class ShallowHandler extends DomHandler {
  override onopentag(name: string, attributes: { [name: string]: string }): void {
    if (this.tagStack.length > MAX_DEPTH) {
      throw new NodeError('html.too_deep', `The HTML is over ${MAX_DEPTH} elements deep`);
    }
    super.onopentag(name, attributes);
  }
}

/**
 * The document of an HTML text, however broken. Throws `NodeError` `html.too_long` or `html.too_deep`: what comes after
 * walks the tree by recursion.
 */
export function parseHtml(html: string): Document {
  if (html.length > MAX_LENGTH) throw new NodeError('html.too_long', `The HTML has over ${MAX_LENGTH} characters`);
  const handler = new ShallowHandler();
  new Parser(handler).end(html);
  return handler.root;
}
