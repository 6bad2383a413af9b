import { z } from 'zod';
import { fieldName } from '../fields.ts';

function mode<Name extends string>(name: Name, description: string) {
  return z.literal(name).meta({ title: 'Mode', description });
}

const limits = {
  items_field: fieldName().optional().meta({
    title: 'Items',
    description: 'The field of each answer that holds the list of items. Default: the answer itself.',
  }),
  stop_at_statuses: z
    .array(z.number().int().min(100).max(599))
    .max(20)
    .default([])
    .meta({ title: 'Ends at statuses', description: 'Statuses of an answer that is no page any more, such as 404.' }),
  max_pages: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(100)
    .meta({ title: 'Most pages', description: 'How many requests are sent at the most for one item.' }),
  interval_ms: z
    .number()
    .int()
    .min(0)
    .max(60_000)
    .default(0)
    .meta({ title: 'Pause', description: 'Milliseconds between two requests.' }),
};

const parameter = {
  parameter: z
    .string()
    .min(1)
    .max(200)
    .meta({ title: 'Parameter', description: 'The parameter that says which page is wanted.' }),
  place: z
    .enum(['query', 'body'])
    .default('query')
    .meta({ title: 'Place', description: 'Whether the parameter stands in the query or in the JSON body.' }),
};

/** How further pages are found. */
export const paginationSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: mode('none', 'One request for each item.') }).meta({ title: 'None' }),
  z
    .strictObject({
      mode: mode('link_header', 'The Link header of each answer names the next page (RFC 8288).'),
      ...limits,
    })
    .meta({ title: 'Link header' }),
  z
    .strictObject({
      mode: mode('next_url', 'A field of each answer holds the URL of the next page.'),
      field: fieldName().meta({ title: 'Field', description: 'The field that holds the URL; the last page has none.' }),
      ...limits,
    })
    .meta({ title: 'Next URL' }),
  z
    .strictObject({
      mode: mode('cursor', 'A field of each answer holds what the next request has to send.'),
      field: fieldName().meta({
        title: 'Field',
        description: 'The field that holds the cursor; the last page has none.',
      }),
      ...parameter,
      ...limits,
    })
    .meta({ title: 'Cursor' }),
  z
    .strictObject({
      mode: mode('page_number', 'A number is counted up until a page has no items.'),
      start: z.number().int().min(0).default(1).meta({ title: 'Start', description: 'The number of the first page.' }),
      step: z
        .number()
        .int()
        .min(1)
        .default(1)
        .meta({ title: 'Step', description: 'What is added for each page: 1, or the size of a page for an offset.' }),
      ...parameter,
      ...limits,
    })
    .meta({ title: 'Page number' }),
]);

export type Pagination = z.infer<typeof paginationSchema>;
