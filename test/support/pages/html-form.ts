import { selectAll, selectOne } from 'css-select';
import type { Document, Element } from 'domhandler';
import { textContent } from 'domutils';
import { parseDocument } from 'htmlparser2';

/** A page, to be asked by CSS selectors. */
export type ReadPage = {
  readonly all: (selector: string) => readonly Element[];
  readonly one: (selector: string) => Element | null;
  readonly text: (selector: string) => string;
};

export function readPage(html: string): ReadPage {
  const document: Document = parseDocument(html);
  const all = (selector: string): readonly Element[] => selectAll<Document | Element, Element>(selector, document);
  return {
    all,
    one: (selector) => selectOne<Document | Element, Element>(selector, document),
    text: (selector) =>
      all(selector)
        .map((element) => textContent(element))
        .join('|'),
  };
}

export type Filling = { readonly [name: string]: string | readonly string[] | File };

/** What a browser sends of the form of a page: its hidden fields, and these values for its visible ones. */
export function fillIn(html: string, filling: Filling, own: { readonly [name: string]: string } = {}): FormData {
  const data = new FormData();
  for (const { attribs } of readPage(html).all('form input[type=hidden]')) {
    data.append(attribs.name ?? '', attribs.value ?? '');
  }
  for (const [name, value] of Object.entries(filling)) {
    for (const one of Array.isArray(value) ? value : [value]) data.append(`f.${name}`, one);
  }
  for (const [name, value] of Object.entries(own)) data.append(name, value);
  return data;
}
