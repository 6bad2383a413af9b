import { z } from 'zod';
import { decimal } from '../fields.ts';
import { common, kind, maxLength, minLength, placeholder, short, startText } from './field-parts.ts';
import { isPattern } from './field-pattern.ts';
import { MAX_CHOICES, MAX_FILE_MIB, MAX_FILES, MAX_LONG_TEXT, MAX_SHORT_TEXT } from './form-limits.ts';
import { dayOf, timeOf } from './moments-of-day.ts';

const textField = z
  .strictObject({
    type: kind('text'),
    ...short,
    min_length: minLength,
    max_length: maxLength(MAX_SHORT_TEXT),
    pattern: z
      .string()
      .max(500)
      .refine(isPattern, 'This is not a regular expression that can be used')
      .optional()
      .meta({ title: 'Pattern', description: 'A regular expression (RE2) that the whole text has to match.' }),
    pattern_message: z
      .string()
      .max(300)
      .default('')
      .meta({ title: 'Message', description: 'What is said of a text that does not match.' }),
  })
  .meta({ title: 'Text' });

const longTextField = z
  .strictObject({
    type: kind('long_text'),
    ...common,
    placeholder,
    default: startText(MAX_LONG_TEXT),
    min_length: minLength,
    max_length: maxLength(MAX_LONG_TEXT),
  })
  .meta({ title: 'Long text' });

const emailField = z.strictObject({ type: kind('email'), ...short }).meta({ title: 'E-mail' });
const urlField = z.strictObject({ type: kind('url'), ...short }).meta({ title: 'Web address' });
const phoneField = z.strictObject({ type: kind('phone'), ...short }).meta({ title: 'Telephone' });

function bound(title: string, description: string) {
  return decimal(z.number()).optional().meta({ title, description });
}

const numberField = z
  .strictObject({
    type: kind('number'),
    ...common,
    placeholder,
    default: bound('Default', 'What the field holds at first.'),
    min: bound('Least', 'The least number that is taken.'),
    max: bound('Most', 'The greatest number that is taken.'),
    integer: z.boolean().default(false).meta({ title: 'Whole', description: 'Whether it has to be a whole number.' }),
  })
  .meta({ title: 'Number' });

function moment(title: string, description: string, isReal: (text: string) => boolean) {
  return z.string().max(20).refine(isReal, 'There is no such date or time').optional().meta({ title, description });
}

const isDay = (text: string): boolean => dayOf(text) !== null;
const isTime = (text: string): boolean => timeOf(text) !== null;

const dateField = z
  .strictObject({
    type: kind('date'),
    ...common,
    default: moment('Default', 'What the field holds at first: YYYY-MM-DD.', isDay),
    min: moment('First', 'The first day that is taken: YYYY-MM-DD.', isDay),
    max: moment('Last', 'The last day that is taken: YYYY-MM-DD.', isDay),
  })
  .meta({ title: 'Date' });

const timeField = z
  .strictObject({
    type: kind('time'),
    ...common,
    default: moment('Default', 'What the field holds at first: HH:MM.', isTime),
    min: moment('First', 'The first time of the day that is taken: HH:MM.', isTime),
    max: moment('Last', 'The last time of the day that is taken: HH:MM.', isTime),
  })
  .meta({ title: 'Time' });

const optionsSchema = z
  .array(z.string().min(1).max(300))
  .min(1)
  .max(MAX_CHOICES)
  .refine((options) => new Set(options).size === options.length, 'The same choice is there twice')
  .meta({ title: 'Choices', description: 'What can be chosen.' });

const choiceField = z
  .strictObject({
    type: kind('choice'),
    ...common,
    options: optionsSchema,
    default: z.string().max(300).default('').meta({ title: 'Default', description: 'What is chosen at first.' }),
    display: z
      .enum(['auto', 'buttons', 'list'])
      .default('auto')
      .meta({ title: 'Display', description: 'Radio buttons, or a list that opens. Auto: buttons for up to seven.' }),
  })
  .meta({ title: 'Choice' });

const choicesField = z
  .strictObject({
    type: kind('choices'),
    ...common,
    options: optionsSchema,
    default: z
      .array(z.string().max(300))
      .max(MAX_CHOICES)
      .default([])
      .meta({ title: 'Default', description: 'What is ticked at first.' }),
    min_choices: z
      .number()
      .int()
      .min(0)
      .max(MAX_CHOICES)
      .default(0)
      .meta({ title: 'Least', description: 'How many are chosen at least, if any.' }),
    max_choices: z
      .number()
      .int()
      .min(1)
      .max(MAX_CHOICES)
      .default(MAX_CHOICES)
      .meta({ title: 'Most', description: 'How many are chosen at most.' }),
  })
  .meta({ title: 'Several choices' });

const checkboxField = z
  .strictObject({
    type: kind('checkbox'),
    ...common,
    default: z.boolean().default(false).meta({ title: 'Default', description: 'Whether it is ticked at first.' }),
  })
  .meta({ title: 'Checkbox' });

const filesField = z
  .strictObject({
    type: kind('files'),
    ...common,
    max_files: z
      .number()
      .int()
      .min(1)
      .max(MAX_FILES)
      .default(1)
      .meta({ title: 'Most', description: 'How many files are taken at most.' }),
    max_mib: decimal(z.number().positive().max(MAX_FILE_MIB))
      .default(MAX_FILE_MIB)
      .meta({ title: 'Largest', description: 'How large each of them may be, in MiB; all together 10 MiB.' }),
    accept: z
      .array(z.string().regex(/^(\.[\w.+-]{1,20}|[\w.+-]+\/([\w.+-]+|\*))$/, 'Such as .pdf, image/png or image/*'))
      .max(50)
      .default([])
      .meta({ title: 'Types', description: 'Endings or media types that are taken. None named: any.' }),
  })
  .meta({ title: 'Files' });

/** A field of a form. */
export const fieldSchema = z.discriminatedUnion('type', [
  textField,
  longTextField,
  emailField,
  urlField,
  phoneField,
  numberField,
  dateField,
  timeField,
  choiceField,
  choicesField,
  checkboxField,
  filesField,
]);

export type FormField = z.infer<typeof fieldSchema>;

/** The field of this type. */
export type FieldOf<Type extends FormField['type']> = Extract<FormField, { readonly type: Type }>;
