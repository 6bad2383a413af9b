const FORM_FIELDS = 'input, select, textarea';
const TYPED_INPUTS = ['text', 'search', 'url', 'tel', 'email', 'password', 'date', 'month', 'week', 'time'];
const TEXT_FIELDS = [...TYPED_INPUTS, 'datetime-local', 'number'].map((type) => `input[type=${type} i]`);
const EDITABLE = `:is(textarea, ${TEXT_FIELDS.join(', ')})`;

/** Pseudo-classes that stand for longer selectors. */
export const ALIASES: ReadonlyMap<string, string> = new Map([
  ['any-link', ':is(a, area, link)[href]'],
  ['link', ':is(a, area, link)[href]'],
  [
    'disabled',
    `:is(:is(button, ${FORM_FIELDS}, optgroup, option)[disabled], optgroup[disabled] > option,
      fieldset[disabled]:not(fieldset[disabled] legend:first-of-type *))`,
  ],
  ['enabled', `:is(button, ${FORM_FIELDS}, optgroup, option, fieldset):not(:disabled)`],
  ['checked', ':is(input[type=radio][checked], input[type=checkbox][checked], :selected)'],
  ['selected', 'option:is([selected], select:not([multiple]):not(:has(> option[selected])) > :first-of-type)'],
  ['required', `:is(${FORM_FIELDS})[required]`],
  ['optional', `:is(${FORM_FIELDS}):not([required])`],
  ['read-only', `[readonly]${EDITABLE}`],
  ['read-write', `:not([readonly])${EDITABLE}`],
  ['checkbox', '[type=checkbox]'],
  ['file', '[type=file]'],
  ['password', '[type=password]'],
  ['radio', '[type=radio]'],
  ['reset', '[type=reset]'],
  ['image', '[type=image]'],
  ['submit', '[type=submit]'],
  ['parent', ':not(:empty)'],
  ['header', ':is(h1, h2, h3, h4, h5, h6)'],
  ['button', ':is(button, input[type=button])'],
  ['input', `:is(${FORM_FIELDS}, button)`],
  ['text', "input:is(:not([type!='']), [type=text])"],
]);
