import type { JsonValue } from '../../engine/json.ts';
import { compareNumbers } from '../../numbers/compare-numbers.ts';
import type { FieldOf, FormField } from './field-schema.ts';
import { dayOf, timeOf } from './moments-of-day.ts';
import { numberOf } from './number-of.ts';
import type { FieldValue, Posted } from './posted.ts';
import { readFiles } from './read-files.ts';
import { readText } from './read-text.ts';

/** A value, or what is wrong with it as a sentence that names the field. */
type Read = FieldValue | string;

function readNumber(field: FieldOf<'number'>, raw: string): Read {
  const { label, min, max, integer } = field;
  const value = numberOf(raw.trim(), integer);
  if (value === null) return integer ? `${label} is no whole number.` : `${label} is no number, such as 12.5.`;
  if (min !== undefined && compareNumbers(value, min) < 0) return `${label} is ${min} at least.`;
  if (max !== undefined && compareNumbers(value, max) > 0) return `${label} is ${max} at most.`;
  return { value };
}

function readMoment(field: FieldOf<'date' | 'time'>, raw: string): Read {
  const { label, min, max } = field;
  const value = field.type === 'date' ? dayOf(raw.trim()) : timeOf(raw.trim());
  if (value === null)
    return field.type === 'date' ? `${label} is no date, such as 2026-12-31.` : `${label} is no time, such as 14:30.`;
  if (min !== undefined && value < min) return `${label} is ${min} at the earliest.`;
  if (max !== undefined && value > max) return `${label} is ${max} at the latest.`;
  return { value };
}

function readChoice({ label, options }: FieldOf<'choice'>, raw: string): Read {
  return options.includes(raw) ? { value: raw } : `${label} is none of the choices.`;
}

function readChoices({ label, options, min_choices, max_choices }: FieldOf<'choices'>, raw: readonly string[]): Read {
  const chosen = new Set(raw);
  if (raw.some((one) => !options.includes(one))) return `${label} has what is none of the choices.`;
  if (chosen.size < min_choices) return `${label} needs ${min_choices} choices at least.`;
  if (chosen.size > max_choices) return `${label} takes ${max_choices} choices at most.`;
  return { value: options.filter((option) => chosen.has(option)) };
}

/** What stands in the item for a field that was left empty. */
function emptyValue(field: FormField): JsonValue {
  if (field.type === 'choices') return [];
  if (field.type === 'checkbox') return false;
  return null;
}

function readFilled(field: Exclude<FormField, FieldOf<'files'>>, texts: readonly string[]): Read {
  const [first = ''] = texts;
  switch (field.type) {
    case 'number':
      return readNumber(field, first);
    case 'date':
    case 'time':
      return readMoment(field, first);
    case 'choice':
      return readChoice(field, first);
    case 'choices':
      return readChoices(field, texts);
    case 'checkbox':
      return { value: true };
    default:
      return readText(field, first);
  }
}

function missing({ type, label }: FormField): string {
  if (type === 'checkbox') return `${label} has to be ticked.`;
  if (type === 'choice' || type === 'choices') return `Choose something for ${label}.`;
  return type === 'files' ? `Choose a file for ${label}.` : `${label} has to be filled in.`;
}

/** Reads what came for a field. What is only space counts as left empty. */
export function readField(field: FormField, { texts, files }: Posted): Read {
  const given = (texts.get(field.name) ?? []).filter((text) => text.trim() !== '');
  const sent = field.type === 'files' ? (files.get(field.name) ?? []) : given;
  if (sent.length === 0) return field.required ? missing(field) : { value: emptyValue(field) };
  return field.type === 'files' ? readFiles(field, files.get(field.name) ?? []) : readFilled(field, given);
}
