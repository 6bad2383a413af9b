import { z } from 'zod';
import { columns, operation } from '../fields.ts';
import { textSource } from '../text/text-source.ts';
import { textTarget } from '../text/text-target.ts';

const delimiter = z
  .string()
  .min(1)
  .max(10)
  .meta({ title: 'Delimiter', description: 'What stands between values: a comma, a semicolon, a tab.' });

const toItems = z
  .strictObject({
    operation: operation('to_items', 'Makes an item of each row.'),
    ...textSource('CSV'),
    delimiter: delimiter.optional().meta({
      title: 'Delimiter',
      description: 'What stands between values. Default: what a first line such as sep=; says, else guessed.',
    }),
    quote: z.string().length(1).default('"').meta({ title: 'Quote', description: 'What stands around values.' }),
    header: z.boolean().default(true).meta({
      title: 'Header',
      description: 'Whether the first row holds the names of the fields; otherwise they are column_1 and so on.',
    }),
    skip_rows: z
      .number()
      .int()
      .min(0)
      .default(0)
      .meta({ title: 'Skip rows', description: 'How many rows before the header are left out.' }),
    max_rows: z
      .number()
      .int()
      .min(1)
      .optional()
      .meta({ title: 'Most rows', description: 'How many rows are read at the most.' }),
    skip_empty_rows: z
      .boolean()
      .default(true)
      .meta({ title: 'Skip empty rows', description: 'Leaves out rows without any value.' }),
    detect_types: z.boolean().default(false).meta({
      title: 'Detect types',
      description: 'Turns numbers, and true and false in letters of any case, into such; otherwise all are texts.',
    }),
    relax_quotes: z
      .boolean()
      .default(false)
      .meta({ title: 'Relax quotes', description: 'Takes rows whose quotes do not match, as well as it can.' }),
    trim: z.boolean().default(false).meta({ title: 'Trim', description: 'Takes white space off both ends of values.' }),
  })
  .meta({ title: 'CSV to items' });

const toCsv = z
  .strictObject({
    operation: operation('to_csv', 'Makes one CSV of all items.'),
    columns: columns(),
    delimiter: delimiter.default(','),
    header: z
      .boolean()
      .default(true)
      .meta({ title: 'Header', description: 'Whether the first row holds the names of the fields.' }),
    quote_all: z
      .boolean()
      .default(false)
      .meta({ title: 'Quote all', description: 'Puts quotes around every value, not only where they are needed.' }),
    line_break: z
      .enum(['crlf', 'lf'])
      .default('crlf')
      .meta({ title: 'Line break', description: 'What ends a row: CR LF (RFC 4180) or LF.' }),
    byte_order_mark: z
      .boolean()
      .default(false)
      .meta({ title: 'Byte order mark', description: 'Begins with one, by which Excel knows UTF-8.' }),
    escape_formulas: z.boolean().default(true).meta({
      title: 'Escape formulas',
      description:
        'Puts an apostrophe before texts that a spreadsheet would take for a formula. Numbers and telephone numbers are left alone.',
    }),
    ...textTarget('data.csv'),
  })
  .meta({ title: 'Items to CSV' });

/** The config of the CSV node. */
export const csvConfigSchema = z.discriminatedUnion('operation', [toItems, toCsv]);

export type ParseCsvConfig = z.infer<typeof toItems>;
export type WriteCsvConfig = z.infer<typeof toCsv>;
