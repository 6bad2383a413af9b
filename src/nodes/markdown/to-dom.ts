import { createDocument, type DomDocument, type DomElement } from '@mixmark-io/domino';
import { type AnyNode, type Document, type Element, hasChildren, isTag, isText } from 'domhandler';

/** Names that a DOM takes; what a sender makes up besides them becomes a `span`. */
const NAME = /^[a-z][a-z0-9-]*$/;

const SECTIONS: ReadonlySet<string> = new Set(['thead', 'tbody', 'tfoot']);

/** The DOM compares each new attribute of an element with those before. */
const MAX_ATTRIBUTES = 50;

/**
 * The same elements as a DOM, one for one. Were the HTML parsed by the rules of the standard instead, which repair what is in
 * bad order, a short text could make millions of elements.
 */
export function toDom(document: Document): DomElement {
  const dom = createDocument('');
  appendAll(dom, dom.body, document.children);
  return dom.body;
}

function appendAll(dom: DomDocument, parent: DomElement, nodes: readonly AnyNode[]): void {
  for (const node of nodes) {
    if (isText(node)) parent.appendChild(dom.createTextNode(node.data));
    else if (isTag(node)) parent.appendChild(elementOf(dom, node));
    else if (hasChildren(node)) appendAll(dom, parent, node.children);
  }
}

function elementOf(dom: DomDocument, { name, attribs, children }: Element): DomElement {
  const element = dom.createElement(nameOf(name, children));
  const attributes = Object.entries(attribs).filter(([attribute]) => NAME.test(attribute));
  for (const [attribute, value] of attributes.slice(0, MAX_ATTRIBUTES)) element.setAttribute(attribute, value);
  appendAll(dom, element, children);
  return element;
}

/** Turndown fails at a table without rows, so it becomes a `div`. */
function nameOf(name: string, children: readonly AnyNode[]): string {
  if (name === 'table' && !children.some(hasRow)) return 'div';
  return NAME.test(name) ? name : 'span';
}

function hasRow(node: AnyNode): boolean {
  if (!isTag(node)) return false;
  return (
    node.name === 'tr' || (SECTIONS.has(node.name) && node.children.some((row) => isTag(row) && row.name === 'tr'))
  );
}
