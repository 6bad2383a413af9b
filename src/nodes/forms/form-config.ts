import { z } from 'zod';
import { type FormField, fieldSchema } from './field-schema.ts';
import { MAX_FORM_FIELDS, MAX_STEPS } from './form-limits.ts';

/** A page of a form: what is asked at once. */
export type FormPage = {
  readonly title: string;
  readonly description: string;
  readonly fields: readonly FormField[];
};

const description = z
  .string()
  .max(10_000)
  .default('')
  .meta({ title: 'Description', description: 'What stands below the title, as plain text. Lines are kept.' });

const fields = z
  .array(fieldSchema)
  .max(MAX_FORM_FIELDS)
  .default([])
  .meta({ title: 'Fields', description: 'What is asked, from top to bottom.' });

/** The config fields of a page of its own. */
export const pageFields = {
  title: z
    .string()
    .min(1)
    .max(300)
    .default('Form')
    .meta({ title: 'Title', description: 'What stands at the top of the page.' }),
  description,
  fields,
  button: z
    .string()
    .min(1)
    .max(60)
    .default('Send')
    .meta({ title: 'Button', description: 'What stands on the button that sends the form.' }),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'A language tag such as en or pt-BR')
    .max(35)
    .default('en')
    .meta({ title: 'Language', description: 'The language of your texts, for screen readers. Ours are in English.' }),
};

/** Further pages of the same form. */
export const stepsSchema = z
  .array(
    z.strictObject({
      title: z.string().min(1).max(300).meta({ title: 'Title', description: 'What stands above the fields.' }),
      description,
      fields,
    }),
  )
  .max(MAX_STEPS - 1)
  .default([])
  .meta({
    title: 'Further steps',
    description: 'More pages, one after the other. Files can be asked for on the last page alone.',
  });

/** What is wrong with fields that each are right: a name twice, or files where they would have to be kept. */
export function pageFaults(pages: readonly FormPage[]): string | null {
  const names = pages.flatMap((page) => page.fields.map(({ name }) => name));
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) return `Two fields have the name ${double}`;
  const early = pages.slice(0, -1).flatMap((page) => page.fields.filter(({ type }) => type === 'files'));
  const [file] = early;
  return file === undefined
    ? null
    : `Files can be asked for on the last page alone, and ${file.name} is on an earlier one`;
}
