import { z } from 'zod';
import { columns, fieldName, operation, outputField } from '../fields.ts';
import { textSource } from '../text/text-source.ts';
import { textTarget } from '../text/text-target.ts';

const valueSchema = z
  .strictObject({
    name: fieldName().meta({ title: 'Field', description: 'The field that takes what is found.' }),
    selector: z
      .string()
      .min(1)
      .max(2000)
      .meta({ title: 'CSS selector', description: 'Which elements are taken: .price, a[href], table tr:first-child.' }),
    take: z
      .enum(['text', 'html', 'attribute', 'value'])
      .default('text')
      .meta({ title: 'Take', description: 'Their text, the HTML within, an attribute, or the value of a form field.' }),
    attribute: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ title: 'Attribute', description: 'The name of the attribute: href, src, class.' }),
    skip: z
      .string()
      .max(2000)
      .optional()
      .meta({ title: 'Skip', description: 'A CSS selector for elements within whose text is left out.' }),
    as_list: z
      .boolean()
      .default(false)
      .meta({ title: 'As a list', description: 'Takes all elements as a list, not only the first.' }),
  })
  .refine(({ take, attribute }) => take !== 'attribute' || attribute !== undefined, {
    path: ['attribute'],
    message: 'The name of the attribute is missing',
  });

const extract = z
  .strictObject({
    operation: operation('extract', 'Takes values out of HTML.'),
    ...textSource('HTML'),
    values: z.array(valueSchema).min(1).max(200).meta({ title: 'Values', description: 'What is taken.' }),
    trim: z.boolean().default(true).meta({ title: 'Trim', description: 'Takes white space off both ends of texts.' }),
    clean_up: z
      .boolean()
      .default(false)
      .meta({ title: 'Clean up', description: 'Makes one blank of each run of blanks and line breaks.' }),
  })
  .meta({ title: 'Extract values' });

const template = z
  .strictObject({
    operation: operation('template', 'Makes HTML of a template.'),
    template: z.string().max(1_000_000).meta({
      title: 'Template',
      description: 'HTML with expressions in it. They go in as they are: escape what you do not trust.',
    }),
    ...textTarget('page.html'),
    output_field: outputField('html', 'The field, or the name of the file within the item.'),
  })
  .meta({ title: 'Fill a template' });

function attributes(element: string) {
  return z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/i, 'This is not the name of an attribute'), z.string().max(2000))
    .default({})
    .meta({ title: `Of each ${element}`, description: 'Names and values: {"class": "wide"}.' });
}

const table = z
  .strictObject({
    operation: operation('table', 'Makes one HTML table of all items.'),
    columns: columns(),
    caption: z.string().max(1000).optional().meta({ title: 'Caption', description: 'A caption above the table.' }),
    attributes: z
      .strictObject({
        table: attributes('table'),
        header: attributes('header'),
        row: attributes('row'),
        cell: attributes('cell'),
      })
      .default({ table: {}, header: {}, row: {}, cell: {} })
      .meta({ title: 'Attributes', description: 'Attributes of the elements that the table is made of.' }),
    capitalize_headers: z
      .boolean()
      .default(false)
      .meta({ title: 'Capitalise headers', description: 'Writes first_name as First Name.' }),
    ...textTarget('table.html'),
    output_field: outputField('table', 'The field, or the name of the file within the item.'),
  })
  .meta({ title: 'Make a table' });

/** The config of the HTML node. */
export const htmlConfigSchema = z.discriminatedUnion('operation', [extract, template, table]);

export type HtmlConfig = z.infer<typeof htmlConfigSchema>;
export type ExtractConfig = z.infer<typeof extract>;
export type TableConfig = z.infer<typeof table>;
