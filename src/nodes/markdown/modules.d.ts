/** A DOM without a browser. It is filled element by element and handed on to turndown. */
declare module '@mixmark-io/domino' {
  export type DomNode = { readonly nodeType: number };
  export type DomElement = DomNode & {
    appendChild(node: DomNode): void;
    setAttribute(name: string, value: string): void;
  };
  export type DomDocument = {
    readonly body: DomElement;
    createElement(name: string): DomElement;
    createTextNode(text: string): DomNode;
  };
  export function createDocument(html: string): DomDocument;
}

declare module 'turndown-plugin-gfm' {
  import type TurndownService from 'turndown';
  export function gfm(service: TurndownService): void;
}
