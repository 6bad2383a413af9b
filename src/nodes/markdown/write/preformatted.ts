import { type AnyNode, type Element, hasChildren, isTag, isText } from 'domhandler';
import { attributeOf } from '../../html/select/attribute-of.ts';

const LANGUAGE = /(?:^|\s)(?:language|lang|highlight-source|highlight-text)-([\w+#.-]+)/i;

/** The lines of a `pre`, every blank of them. The line break after its tag is none of them, nor is that at its end. */
export function preformattedLines(element: Element): string[] {
  const [first] = element.children;
  const startsLate = first !== undefined && isText(first) && /^\r?\n/.test(first.data);
  const text = textOf(element)
    .slice(startsLate ? 1 : 0)
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n');
  const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return whole.split('\n').slice(0, -1);
}

function textOf(node: AnyNode): string {
  if (isText(node)) return node.data;
  if (isTag(node) && node.name === 'br') return '\n';
  return hasChildren(node) ? node.children.map(textOf).join('') : '';
}

/** The language that the class of a `pre`, of the code in it, or of what is around it names. */
export function languageOf(element: Element): string {
  const { parent } = element;
  const around = parent !== null && 'attribs' in parent ? [parent] : [];
  const within = element.children.filter(isTag).slice(0, 1);
  for (const one of [element, ...within, ...around]) {
    const language = LANGUAGE.exec(attributeOf(one, 'class') ?? '')?.[1];
    if (language !== undefined) return language;
  }
  return '';
}
