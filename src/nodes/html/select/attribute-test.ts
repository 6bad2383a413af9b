import { AttributeAction, type AttributeSelector } from 'css-what';

/** The attributes whose values HTML compares without regard to case. */
const CASE_INSENSITIVE: ReadonlySet<string> = new Set(
  (
    'accept accept-charset align alink axis bgcolor charset checked clear codetype color compact declare defer dir ' +
    'direction disabled enctype face frame hreflang http-equiv lang language link media method multiple nohref noresize ' +
    'noshade nowrap readonly rel rev rules scope scrolling selected shape target text type valign valuetype vlink'
  ).split(' '),
);

/** What each operator says of the value of an attribute, which is `undefined` where there is none. */
const OPERATORS: { readonly [action in AttributeAction]: (value: string | undefined, wanted: string) => boolean } = {
  [AttributeAction.Exists]: (value) => value !== undefined,
  [AttributeAction.Equals]: (value, wanted) => value === wanted,
  [AttributeAction.Not]: (value, wanted) => (wanted === '' ? value !== undefined && value !== '' : value !== wanted),
  [AttributeAction.Any]: (value, wanted) => wanted !== '' && value !== undefined && value.includes(wanted),
  [AttributeAction.Start]: (value, wanted) => wanted !== '' && value !== undefined && value.startsWith(wanted),
  [AttributeAction.End]: (value, wanted) => wanted !== '' && value !== undefined && value.endsWith(wanted),
  [AttributeAction.Element]: (value, wanted) => value?.split(/\s/).includes(wanted) ?? false,
  [AttributeAction.Hyphen]: (value, wanted) => value === wanted || (value?.startsWith(`${wanted}-`) ?? false),
};

/** The test of an attribute selector, for the value of the attribute that it names. */
export function attributeTest({
  action,
  name,
  value,
  ignoreCase,
}: AttributeSelector): (found: string | undefined) => boolean {
  const operator = OPERATORS[action];
  if (ignoreCase !== true && (ignoreCase !== null || !CASE_INSENSITIVE.has(name.toLowerCase()))) {
    return (found) => operator(found, value);
  }
  const lower = value.toLowerCase();
  return (found) => operator(found?.toLowerCase(), lower);
}
