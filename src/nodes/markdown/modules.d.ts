/** An HTML parser that makes a DOM without a browser. Of its document only the body is used, handed on to turndown. */
declare module '@mixmark-io/domino' {
  export function createDocument(html: string): { readonly body: HTMLElement };
}

declare module 'turndown-plugin-gfm' {
  import type TurndownService from 'turndown';
  export function gfm(service: TurndownService): void;
}
