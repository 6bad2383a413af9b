import { type Document, DomHandler, type ParentNode } from 'domhandler';
import { Parser } from 'htmlparser2';
import { NodeError } from '../node-error.ts';
import { endsOthers, impliedEnd } from './implied-ends.ts';

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

  /** The elements that are open, the innermost last. */
  get open(): readonly ParentNode[] {
    return this.tagStack;
  }
}

/** Ends elements whose end tag is left out where browsers do. */
class BrowserParser extends Parser {
  readonly #handler: ShallowHandler;
  readonly #html: string;
  /** Where the name of an element stands in the text. */
  readonly #places = new Map<string, readonly [start: number, end: number]>();

  constructor(handler: ShallowHandler, html: string) {
    super(handler);
    this.#handler = handler;
    this.#html = html;
  }

  override onopentagname(start: number, end: number): void {
    const name = this.#html.slice(start, end).toLowerCase();
    if (endsOthers(name)) this.#endOthers(name);
    this.#places.set(name, [start, end]);
    super.onopentagname(start, end);
  }

  #endOthers(name: string): void {
    const ended = impliedEnd(this.#handler.open, name);
    const place = ended === undefined ? undefined : this.#places.get(ended);
    if (place !== undefined) super.onclosetag(...place);
  }
}

/**
 * The document of an HTML text, however broken. Throws `NodeError` `html.too_long` or `html.too_deep`: what comes after
 * walks the tree by recursion.
 */
export function parseHtml(html: string): Document {
  if (html.length > MAX_LENGTH) throw new NodeError('html.too_long', `The HTML has over ${MAX_LENGTH} characters`);
  const handler = new ShallowHandler();
  new BrowserParser(handler, html).end(html);
  return handler.root;
}
