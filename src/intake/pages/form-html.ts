import type { FormField } from '../../nodes/forms/field-schema.ts';
import type { FormPage } from '../../nodes/forms/form-config.ts';
import type { FieldFault } from '../../nodes/forms/posted.ts';
import { attributes, type Html, paragraph, textElement } from '../../pages/html.ts';
import { fieldHtml, inputId } from './field-html.ts';

/** What came for the fields so far, by their names. A field for which nothing ever came holds its default. */
type Typed = ReadonlyMap<string, readonly string[]>;

/** A page of a form as it is shown. */
export type ShownForm = {
  readonly page: FormPage;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  /** What is wrong with the form as a whole. */
  readonly notice: string | null;
  /** Which page of how many; `null` for the only one. */
  readonly step: { readonly number: number; readonly of: number } | null;
  readonly button: string;
  readonly hidden: { readonly [name: string]: string };
  readonly trap: boolean;
};

/** The field that people do not see. Its name is one that programs like to fill in. */
export const TRAP_NAME = 'website';

function defaultTexts(field: FormField): readonly string[] {
  switch (field.type) {
    case 'files':
      return [];
    case 'choices':
      return field.default;
    case 'checkbox':
      return field.default ? ['on'] : [];
    default:
      return field.default === undefined || field.default === '' ? [] : [String(field.default)];
  }
}

/** It is read out as soon as the page is there, and each of its lines leads to the field. */
function summaryHtml({ faults, notice }: ShownForm): Html {
  if (faults.length === 0 && notice === null) return '';
  const line = ({ name, message }: FieldFault): Html =>
    `<li>${textElement('a', message, { href: `#${encodeURIComponent(inputId({ name }))}` })}</li>`;
  const title = '<h2 id="problem">There is a problem</h2>';
  const list = faults.length === 0 ? '' : `<ul>${faults.map(line).join('')}</ul>`;
  const about = {
    class: 'summary',
    role: 'alert',
    'aria-labelledby': 'problem',
    tabindex: -1,
    lang: 'en',
    autofocus: true,
  };
  return `<div${attributes(about)}>${title}${textElement('p', notice ?? '')}${list}</div>`;
}

/** Enter presses the first button, so the way back comes after the way on. */
function buttonsHtml({ button, step }: ShownForm): Html {
  const isLast = step === null || step.number === step.of;
  const on = isLast ? textElement('button', button) : '<button lang="en">Next</button>';
  const back = { name: 'go', value: 'back', class: 'plain', formnovalidate: true, lang: 'en' };
  return `<div class="buttons">${on}${step === null || step.number === 1 ? '' : textElement('button', 'Back', back)}</div>`;
}

function trapHtml({ trap }: ShownForm): Html {
  if (!trap) return '';
  const input = `<input${attributes({ id: TRAP_NAME, name: TRAP_NAME, tabindex: -1, autocomplete: 'off' })}>`;
  return `<div class="trap" aria-hidden="true" lang="en"><label for="${TRAP_NAME}">Leave this field empty</label>${input}</div>`;
}

function fieldsHtml({ page, typed, faults }: ShownForm): Html {
  const faultOf = new Map(faults.map(({ name, message }) => [name, message]));
  return page.fields
    .map((field) => {
      const texts = typed.get(field.name) ?? defaultTexts(field);
      return fieldHtml({ field, texts, fault: faultOf.get(field.name) ?? null });
    })
    .join('');
}

/** The form below the title of its page. It needs no script. */
export function formHtml(shown: ShownForm): Html {
  const { page, step, hidden } = shown;
  const place =
    step === null ? '' : textElement('p', `Step ${step.number} of ${step.of}`, { class: 'dim', lang: 'en' });
  const files = page.fields.some(({ type }) => type === 'files');
  const form = { method: 'post', enctype: files ? 'multipart/form-data' : undefined, 'accept-charset': 'utf-8' };
  const kept = Object.entries(hidden).map(([name, value]) => `<input${attributes({ type: 'hidden', name, value })}>`);
  const inside = `${kept.join('')}${trapHtml(shown)}${fieldsHtml(shown)}${buttonsHtml(shown)}`;
  return `${place}${paragraph(page.description, 'message')}${summaryHtml(shown)}<form${attributes(form)}>${inside}</form>`;
}
