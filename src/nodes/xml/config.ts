import { z } from 'zod';
import { anyJson, fieldName, operation } from '../fields.ts';
import { textSource } from '../text/text-source.ts';
import { textTarget } from '../text/text-target.ts';

const keys = {
  attribute_key: fieldName()
    .default('$')
    .meta({ title: 'Attributes', description: 'The field that holds the attributes of an element.' }),
  text_key: fieldName()
    .default('_')
    .meta({ title: 'Text', description: 'The field that holds the text of an element that has attributes too.' }),
};

const toJson = z
  .strictObject({
    operation: operation('to_json', 'Makes JSON of XML.'),
    ...textSource('XML'),
    attributes: z.enum(['merge', 'group', 'ignore']).default('merge').meta({
      title: 'Attributes are',
      description: 'Fields beside the child elements, grouped in a field, or left out.',
    }),
    ...keys,
    always_lists: z
      .boolean()
      .default(false)
      .meta({ title: 'Always lists', description: 'Whether a single child element gives a list too.' }),
    keep_root: z
      .boolean()
      .default(true)
      .meta({ title: 'Keep root', description: 'Whether the root element is a field of its own.' }),
    lower_case_names: z
      .boolean()
      .default(false)
      .meta({ title: 'Lower case names', description: 'Writes all names of elements in lower case.' }),
    collapse_spaces: z
      .boolean()
      .default(false)
      .meta({ title: 'Collapse spaces', description: 'Makes one blank of each run of white space in texts.' }),
    trim: z.boolean().default(false).meta({ title: 'Trim', description: 'Takes white space off both ends of texts.' }),
  })
  .meta({ title: 'XML to JSON' });

const toXml = z
  .strictObject({
    operation: operation('to_xml', 'Makes XML of JSON.'),
    value: z
      .record(z.string(), anyJson())
      .optional()
      .meta({ title: 'Value', description: 'The object that is written. Default: the item.' }),
    root: z
      .string()
      .max(200)
      .default('root')
      .meta({ title: 'Root', description: 'The root element, unless the object has a single field: then that is it.' }),
    ...keys,
    declaration: z
      .boolean()
      .default(true)
      .meta({ title: 'Declaration', description: 'Whether it begins with an XML declaration.' }),
    indent: z
      .boolean()
      .default(true)
      .meta({ title: 'Indent', description: 'Whether each element has a line of its own.' }),
    ...textTarget('data.xml'),
  })
  .meta({ title: 'JSON to XML' });

/** The config of the XML node. */
export const xmlConfigSchema = z.discriminatedUnion('operation', [toJson, toXml]);

export type ToJsonConfig = z.infer<typeof toJson>;
export type ToXmlConfig = z.infer<typeof toXml>;
export type XmlConfig = z.infer<typeof xmlConfigSchema>;
