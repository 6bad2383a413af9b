import type { Element } from 'domhandler';

/** The value of an attribute, if the element itself has it: the names come from strangers. */
export function attributeOf(element: Element | undefined, name: string): string | undefined {
  return element !== undefined && Object.hasOwn(element.attribs, name) ? element.attribs[name] : undefined;
}
