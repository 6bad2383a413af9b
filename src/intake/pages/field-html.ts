import { escapeUTF8 } from 'entities';
import type { FieldOf, FormField } from '../../nodes/forms/field-schema.ts';
import { attributes, type Html, textElement } from '../../pages/html.ts';

/** A field as a page shows it: with what it holds, and what is wrong with that. */
export type ShownField = {
  readonly field: FormField;
  readonly texts: readonly string[];
  readonly fault: string | null;
};

/** How many choices are shown as buttons unless the author says otherwise. */
const MOST_BUTTONS = 7;

const INPUT_TYPES = { text: 'text', email: 'email', url: 'url', phone: 'tel' } as const;
const AUTOCOMPLETE: { readonly [type in FormField['type']]?: string } = { email: 'email', url: 'url', phone: 'tel' };

/** Keeps the fields of the author apart from our own in what the browser sends. */
export const FIELD_PREFIX = 'f.';

/** The name of the field in what the browser sends. */
function inputName({ name }: Pick<FormField, 'name'>): string {
  return `${FIELD_PREFIX}${name}`;
}

/** The id of the first input of the field, where the list of faults leads. */
export function inputId({ name }: Pick<FormField, 'name'>): string {
  return `field-${name}`;
}

function describedBy({ field, fault }: ShownField): string | undefined {
  const ids = [field.help === '' ? '' : `help-${field.name}`, fault === null ? '' : `fault-${field.name}`];
  return ids.filter((id) => id !== '').join(' ') || undefined;
}

/** Our own words are in English, whatever the language of the author is. */
function labelHtml({ field }: ShownField): Html {
  const optional = field.required ? '' : ' <span class="optional" lang="en">(optional)</span>';
  return `${escapeUTF8(field.label)}${optional}`;
}

function notesHtml({ field, fault }: ShownField): Html {
  const help = textElement('p', field.help, { id: `help-${field.name}`, class: 'dim' });
  return `${help}${textElement('p', fault ?? '', { id: `fault-${field.name}`, class: 'fault', lang: 'en' })}`;
}

/** What the inputs of all fields have in common. */
function inputAttributes(shown: ShownField) {
  const { field, fault } = shown;
  return {
    id: inputId(field),
    name: inputName(field),
    required: field.required,
    'aria-describedby': describedBy(shown),
    'aria-invalid': fault === null ? undefined : 'true',
  };
}

function labelled(shown: ShownField, control: Html): Html {
  const label = `<label${attributes({ for: inputId(shown.field) })}>${labelHtml(shown)}</label>`;
  return `<div class="field">${label}${notesHtml(shown)}${control}</div>`;
}

function input(shown: ShownField, type: string, more: Parameters<typeof attributes>[0]): Html {
  return labelled(shown, `<input${attributes({ type, ...inputAttributes(shown), ...more })}>`);
}

function group(shown: ShownField, options: Html): Html {
  const about = attributes({ 'aria-describedby': describedBy(shown) });
  return `<fieldset${about}><legend>${labelHtml(shown)}</legend>${notesHtml(shown)}${options}</fieldset>`;
}

function optionsHtml(shown: ShownField, options: readonly string[], type: 'radio' | 'checkbox'): Html {
  const { field, texts, fault } = shown;
  const lines = options.map((option, index) => {
    const id = index === 0 ? inputId(field) : `${inputId(field)}-${index + 1}`;
    const own = { type, id, name: inputName(field), value: option, checked: texts.includes(option) };
    const required = type === 'radio' && field.required;
    const invalid = fault === null ? undefined : 'true';
    const box = `<input${attributes({ ...own, required, 'aria-invalid': invalid })}>`;
    return `<div class="option">${box}${textElement('label', option, { for: id })}</div>`;
  });
  return lines.join('');
}

function listHtml(shown: ShownField, options: readonly string[]): Html {
  const [chosen = ''] = shown.texts;
  const lines = options.map((option) => textElement('option', option, { value: option, selected: option === chosen }));
  return labelled(
    shown,
    `<select${attributes(inputAttributes(shown))}><option value=""></option>${lines.join('')}</select>`,
  );
}

function choiceHtml(shown: ShownField, { options, display }: FieldOf<'choice'>): Html {
  const buttons = display === 'buttons' || (display === 'auto' && options.length <= MOST_BUTTONS);
  return buttons ? group(shown, optionsHtml(shown, options, 'radio')) : listHtml(shown, options);
}

function checkboxHtml(shown: ShownField): Html {
  const box = { type: 'checkbox', ...inputAttributes(shown), value: 'on', checked: shown.texts.length > 0 };
  const label = `<label${attributes({ for: inputId(shown.field) })}>${labelHtml(shown)}</label>`;
  return `<div class="field"><div class="option"><input${attributes(box)}>${label}</div>${notesHtml(shown)}</div>`;
}

function longTextHtml(shown: ShownField, { placeholder, max_length }: FieldOf<'long_text'>): Html {
  const own = { ...inputAttributes(shown), placeholder: placeholder || undefined, maxlength: max_length };
  // The browser drops the first line break of a text area.
  return labelled(shown, `<textarea${attributes(own)}>\n${escapeUTF8(shown.texts[0] ?? '')}</textarea>`);
}

function shortTextHtml(shown: ShownField, field: FieldOf<'text' | 'email' | 'url' | 'phone'>): Html {
  const lengths =
    field.type === 'text' ? { minlength: field.min_length || undefined, maxlength: field.max_length } : {};
  return input(shown, INPUT_TYPES[field.type], {
    value: shown.texts[0],
    placeholder: field.placeholder || undefined,
    autocomplete: field.autocomplete ?? AUTOCOMPLETE[field.type],
    ...lengths,
  });
}

/** The HTML of a field: its label, what helps to fill it in, what is wrong with it, and its inputs. */
export function fieldHtml(shown: ShownField): Html {
  const { field, texts } = shown;
  const [value] = texts;
  switch (field.type) {
    case 'long_text':
      return longTextHtml(shown, field);
    case 'number': {
      const { min, max, placeholder } = field;
      const step = field.integer ? 1 : 'any';
      return input(shown, 'number', { value, min, max, step, placeholder: placeholder || undefined });
    }
    case 'date':
    case 'time':
      return input(shown, field.type, { value, min: field.min, max: field.max });
    case 'choice':
      return choiceHtml(shown, field);
    case 'choices':
      return group(shown, optionsHtml(shown, field.options, 'checkbox'));
    case 'checkbox':
      return checkboxHtml(shown);
    case 'files':
      return input(shown, 'file', { multiple: field.max_files > 1, accept: field.accept.join(',') || undefined });
    default:
      return shortTextHtml(shown, field);
  }
}
