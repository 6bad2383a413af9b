import type { Element } from 'domhandler';
import { getInnerHTML, textContent } from 'domutils';
import type { JsonObject } from '../../engine/json.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { NodeError } from '../node-error.ts';
import { parseFieldPath, setPath } from '../values/field-path.ts';
import type { ExtractConfig } from './config.ts';
import { parseHtml } from './parse-html.ts';
import { readableText } from './readable-text.ts';
import { attributeOf } from './select/attribute-of.ts';
import { type ElementTree, elementTree } from './select/element-tree.ts';
import { selectElements } from './select/select-elements.ts';

type Value = ExtractConfig['values'][number];

type Page = { readonly tree: ElementTree; readonly work: WorkMeter };

/** An element with its number in the tree. */
type Found = { readonly element: Element; readonly number: number };

/** How many characters may be taken out of one text: elements within one another each bring the text of all within. */
const MAX_TAKEN = 20_000_000;

/** How many characters one step of the allowance parses or takes out. */
const CHARACTERS_PER_STEP = 8;

/** What each way to take a value brings; `null` where there is none. */
const TAKERS: { readonly [take in Value['take']]: (page: Page, found: Found, value: Value) => string | null } = {
  text: (page, { element, number }, { skip }) =>
    readableText(
      element,
      skip === undefined ? undefined : new Set(select(page, skip, number).map((one) => one.element)),
    ),
  html: (_page, { element }) => getInnerHTML(element),
  attribute: (_page, { element }, { attribute }) => attributeOf(element, attribute ?? '') ?? null,
  value: formValue,
};

/**
 * Takes values out of an HTML text. What is not found is `null`, or an empty list. Throws `NodeError` `html.*`, and
 * `WorkLimitError`.
 */
export function extractValues(html: string, config: ExtractConfig, work: WorkMeter): JsonObject {
  work.spend(html.length / CHARACTERS_PER_STEP);
  const page = { tree: elementTree(parseHtml(html)), work };
  const polish = createPolish(config, work);
  return config.values.reduce<JsonObject>((json, value) => {
    const found = select(page, value.selector).map((one) => polish(TAKERS[value.take](page, one, value)));
    return setPath(json, parseFieldPath(value.name), value.as_list ? found : (found[0] ?? null));
  }, {});
}

function select({ tree, work }: Page, selector: string, within?: number): readonly Found[] {
  const numbers = selectElements(selector, within === undefined ? { tree, work } : { tree, within, work });
  return numbers.flatMap((number) => {
    const element = tree.elements[number];
    return element === undefined ? [] : [{ element, number }];
  });
}

function formValue(page: Page, { element, number }: Found): string | null {
  if (element.name === 'textarea') return textContent(element);
  if (element.name !== 'select') return attributeOf(element, 'value') ?? null;
  const [chosen] = [...select(page, 'option[selected]', number), ...select(page, 'option', number)];
  return chosen === undefined ? null : (attributeOf(chosen.element, 'value') ?? textContent(chosen.element));
}

type Polish = (text: string | null) => string | null;

function createPolish(config: ExtractConfig, work: WorkMeter): Polish {
  let taken = 0;
  return (text) => {
    work.spend(1);
    if (text === null) return null;
    taken += text.length;
    if (taken > MAX_TAKEN) throw new NodeError('html.too_much', `Over ${MAX_TAKEN} characters would be taken out`);
    work.spend(text.length / CHARACTERS_PER_STEP);
    const trimmed = config.trim ? text.trim() : text;
    return config.clean_up ? trimmed.replace(/\s+/g, ' ') : trimmed;
  };
}
