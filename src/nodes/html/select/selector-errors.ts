import { NodeError } from '../../node-error.ts';

/** A CSS selector that breaks the rules of CSS. */
export function unusableSelector(reason: string, cause?: unknown): NodeError {
  return new NodeError('html.bad_selector', `The CSS selector cannot be used: ${reason}`, { cause });
}

/** A CSS selector with something in it that we do not know. */
export function unsupportedSelector(part: string): NodeError {
  return new NodeError('html.selector_unsupported', `CSS selectors with ${part} are not supported`);
}
