import { z } from 'zod';
import { decimal, keepFields, operation, optionalJson, outputField, timezone } from '../fields.ts';

const UNITS = ['years', 'quarters', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds', 'milliseconds'] as const;

/** The parts of a date that can be extracted. */
export const DATE_PARTS = [
  'year',
  'quarter',
  'month',
  'week',
  'day',
  'weekday',
  'day_of_year',
  'hour',
  'minute',
  'second',
  'millisecond',
] as const;

const ROUND_UNITS = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;

const date = optionalJson().meta({
  title: 'Date',
  description: 'A text in ISO 8601, RFC 2822, HTTP or SQL form, or milliseconds since 1970.',
});

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

function locale(): z.ZodDefault<z.ZodString> {
  return z.string().max(35).refine(isLocale, 'This is not a BCP 47 tag of a language').default('en');
}

const common = {
  include_input_fields: keepFields(false),
  timezone: timezone(),
  from_format: z.string().min(1).max(200).optional().meta({
    title: 'Read as',
    description: 'The form of dates that come in, in Luxon tokens: dd.MM.yyyy; X for seconds.',
  }),
  from_locale: locale().meta({
    title: 'Language of dates that come in',
    description: 'The language of names of months and days in the form that is read, as a BCP 47 tag: de-DE.',
  }),
};

const amount = {
  date,
  duration: decimal(z.number()).meta({ title: 'Amount', description: 'How many units.' }),
  unit: z.enum(UNITS).default('days').meta({ title: 'Unit', description: 'What is counted.' }),
  output_field: outputField('new_date'),
};

/** The config of the date and time node. */
export const dateConfigSchema = z.discriminatedUnion('operation', [
  z
    .strictObject({
      operation: operation('now', 'The present moment.'),
      include_time: z
        .boolean()
        .default(true)
        .meta({ title: 'With time', description: 'Whether the time of day is kept; otherwise it is midnight.' }),
      output_field: outputField('current_date'),
      ...common,
    })
    .meta({ title: 'Current date' }),
  z
    .strictObject({ operation: operation('add', 'A date so much later.'), ...amount, ...common })
    .meta({ title: 'Add to a date' }),
  z
    .strictObject({ operation: operation('subtract', 'A date so much earlier.'), ...amount, ...common })
    .meta({ title: 'Subtract from a date' }),
  z
    .strictObject({
      operation: operation('format', 'A date written in another form.'),
      date,
      format: z
        .string()
        .min(1)
        .max(500)
        .default('yyyy-MM-dd')
        .meta({ title: 'Format', description: 'The form in Luxon tokens: dd.MM.yyyy HH:mm.' }),
      locale: locale().meta({
        title: 'Language',
        description: 'The language of names of months and days, as a BCP 47 tag: de-DE.',
      }),
      output_field: outputField('formatted_date'),
      ...common,
    })
    .meta({ title: 'Format a date' }),
  z
    .strictObject({
      operation: operation('round', 'The beginning of the unit that a date lies in, or of the next one.'),
      date,
      unit: z.enum(ROUND_UNITS).default('month').meta({ title: 'Unit', description: 'What it is rounded to.' }),
      direction: z.enum(['down', 'up', 'end']).default('down').meta({
        title: 'Direction',
        description: 'Down to its beginning, up to the beginning of the next, or to its last moment.',
      }),
      output_field: outputField('rounded_date'),
      ...common,
    })
    .meta({ title: 'Round a date' }),
  z
    .strictObject({
      operation: operation('difference', 'The time from one date to another.'),
      start: date,
      end: date,
      units: z
        .array(z.enum(UNITS))
        .min(1)
        .max(UNITS.length)
        .default(['days'])
        .meta({ title: 'Units', description: 'The units in which the time is told, each a field of the result.' }),
      as_iso: z
        .boolean()
        .default(false)
        .meta({ title: 'As ISO 8601', description: 'Whether the result is a text such as P1DT2H.' }),
      output_field: outputField('time_difference'),
      ...common,
    })
    .meta({ title: 'Time between dates' }),
  z
    .strictObject({
      operation: operation('extract', 'A part of a date, as a number.'),
      date,
      part: z.enum(DATE_PARTS).default('month').meta({ title: 'Part', description: 'The part that is taken.' }),
      output_field: outputField('date_part'),
      ...common,
    })
    .meta({ title: 'Extract a part' }),
]);

export type DateConfig = z.infer<typeof dateConfigSchema>;
