import { selectAll } from 'css-select';
import { type AnyNode, type Element, hasChildren, isText } from 'domhandler';
import { getInnerHTML } from 'domutils';
import type { JsonObject } from '../../engine/json.ts';
import { NodeError } from '../node-error.ts';
import { parseFieldPath, setPath } from '../values/field-path.ts';
import type { ExtractConfig } from './config.ts';
import { parseHtml } from './parse-html.ts';

type Value = ExtractConfig['values'][number];

/** What each way to take a value brings; `null` where there is none. */
const TAKERS: { readonly [take in Value['take']]: (element: Element, value: Value) => string | null } = {
  text: (element, { skip }) => textOf(element, new Set(skip === undefined ? [] : select(element, skip))),
  html: (element) => getInnerHTML(element),
  attribute: (element, { attribute }) => element.attribs[attribute ?? ''] ?? null,
  value: formValue,
};

/** Takes values out of an HTML text. What is not found is `null`, or an empty list. Throws `NodeError` `html.*`. */
export function extractValues(html: string, config: ExtractConfig): JsonObject {
  const document = parseHtml(html);
  return config.values.reduce<JsonObject>((json, value) => {
    const found = select(document, value.selector).map((element) => polish(TAKERS[value.take](element, value), config));
    return setPath(json, parseFieldPath(value.name), value.as_list ? found : (found[0] ?? null));
  }, {});
}

function select(root: AnyNode, selector: string): Element[] {
  try {
    return selectAll<AnyNode, Element>(selector, root);
  } catch (cause) {
    throw new NodeError('html.bad_selector', `The CSS selector ${JSON.stringify(selector)} cannot be used`, { cause });
  }
}

function textOf(node: AnyNode, skipped: ReadonlySet<AnyNode>): string {
  if (skipped.has(node)) return '';
  if (isText(node)) return node.data;
  return hasChildren(node) ? node.children.map((child) => textOf(child, skipped)).join('') : '';
}

function formValue(element: Element): string | null {
  if (element.name === 'textarea') return textOf(element, new Set());
  if (element.name !== 'select') return element.attribs.value ?? null;
  const [chosen] = [...select(element, 'option[selected]'), ...select(element, 'option')];
  return chosen === undefined ? null : (chosen.attribs.value ?? textOf(chosen, new Set()));
}

function polish(text: string | null, config: ExtractConfig): string | null {
  if (text === null) return null;
  const trimmed = config.trim ? text.trim() : text;
  return config.clean_up ? trimmed.replace(/\s+/g, ' ') : trimmed;
}
